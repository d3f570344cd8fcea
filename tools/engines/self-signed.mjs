// A certificate of loopback that signed itself, as PEM: Node makes keys but no certificates.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const DAYS = 30;

/** One value of ASN.1's distinguished encoding (X.690 §8). @param {number} tag @param {Buffer[]} parts */
const der = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const long = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  const size = length < 128 ? [length] : long;
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (/** @type {Buffer[]} */ ...parts) => der(0x30, ...parts);
const oid = (/** @type {number[]} */ ...bytes) => der(0x06, Buffer.from(bytes));
/** @param {number} tag @param {string} value */
const text = (tag, value) => der(tag, Buffer.from(value, 'latin1'));
const time = (/** @type {Date} */ date) =>
  text(0x17, `${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`);

const ECDSA_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const called = (/** @type {string} */ name) =>
  sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), text(0x0c, name))));
/** @param {number} id @param {Buffer} value */
const extension = (id, value) => sequence(oid(0x55, 0x1d, id), der(0x04, value));
/** RFC 5280 §4.2.1.9 and §4.2.1.6: its own authority, for localhost, 127.0.0.1 and ::1. */
const EXTENSIONS = der(
  0xa3,
  sequence(
    extension(19, sequence(der(0x01, Buffer.from([255])))),
    extension(
      17,
      sequence(
        text(0x82, 'localhost'),
        der(0x87, Buffer.from([127, 0, 0, 1])),
        der(0x87, Buffer.alloc(16).fill(1, 15)),
      ),
    ),
  ),
);

/** Writes a certificate and its key into a folder, under a name; answers their paths. @param {string} dir */
export const selfSigned = (dir, name = 'loopback') => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ECDSA_SHA256,
    called(name),
    sequence(time(new Date(now - 86_400_000)), time(new Date(now + DAYS * 86_400_000))),
    called(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    EXTENSIONS,
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
  const whole = sequence(content, ECDSA_SHA256, signature).toString('base64');
  const certificate = path.join(dir, `${name}.crt`);
  const key = path.join(dir, `${name}.key`);
  fs.writeFileSync(
    certificate,
    `-----BEGIN CERTIFICATE-----\n${(whole.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`,
  );
  fs.writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return { certificate, key };
};
