// Prints how long it takes to import kafkajs, and the kit after it.
const since = performance.now();
require('kafkajs');
const between = performance.now();
require('@rollcall/subscriber');
const [theirs, ours] = [between - since, performance.now() - between].map(Math.round);
process.stdout.write(`${theirs} ms, the kit ${ours} ms`);
