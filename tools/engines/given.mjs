import { answers } from './ports.mjs';

const addressOf = (name, value) => {
  const text = name === 'kafka' ? `kafka://${value.split(',')[0]}` : value;
  const port = { kafka: 9092, postgres: 5432, redis: 6379 }[name];
  const url = new URL(text);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || port) };
};

/** An engine that the environment gives: it is not ours to start, stop or kill. */
export const given = async (name, variable, value) => {
  let address;
  try {
    address = addressOf(name, value);
  } catch {
    throw new Error(`${variable} is no address of a ${name} server: correct it, or leave it out.`);
  }
  if (!(await answers(address.host, address.port)))
    throw new Error(
      `${variable} is set, but nobody answers at ${address.host}:${address.port}: ` +
        'start it, or leave the variable out and one is started here.',
    );
  const notOurs = async () => {
    throw new Error(`${name} is not ours to kill or start: ${variable} gave it.`);
  };
  return { name, url: value, pid: 0, start: notOurs, stop: notOurs, kill9: notOurs };
};
