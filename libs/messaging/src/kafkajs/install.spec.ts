import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Runs in a process of its own: Jest has a module cache of its own. Answers what is patched. */
const patched = (install: string): unknown => {
  const script = `
    const messaging = require(${JSON.stringify(join(__dirname, '../../dist'))});
    ${install}
    const queue = require('kafkajs/src/network/requestQueue').prototype;
    require('kafkajs/src/protocol/requests/produce/v3/request');
    require('kafkajs/src/protocol/recordBatch/v0/decoder');
    const v0 = 'kafkajs/src/protocol/recordBatch/record/v0';
    console.log(JSON.stringify([
      require(v0).name,
      require(v0 + '/decoder').name,
      queue.scheduleCheckPendingRequests.toString().includes('schedule.call'),
    ]));`;
  const answer = execFileSync(process.execPath, ['-e', script], { cwd: __dirname });
  return JSON.parse(String(answer));
};

describe('kafkajs', () => {
  it('is as its authors made it when messaging is imported', () =>
    expect(patched('')).toEqual(['', '', false]));

  it('has the cheaper codec and the quiet queue when a main asks for them', () =>
    expect(
      patched('messaging.installKafkajsPatches(); messaging.installKafkajsPatches();'),
    ).toEqual(['encodeRecord', 'decodeRecord', true]));
});
