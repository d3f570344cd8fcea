// Preloaded into a service: its wall clock stands as far off as the file says, in milliseconds.
const fs = require('node:fs');

const file = process.env.SKEW_FILE;
let shift = 0;
const look = () => {
  try {
    shift = Number(fs.readFileSync(file, 'utf8')) || 0;
  } catch {
    shift = 0;
  }
};
if (file) {
  look();
  setInterval(look, 50).unref();
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(RealDate.now() + shift);
      else super(...args);
    }
    static now() {
      return RealDate.now() + shift;
    }
  };
}
