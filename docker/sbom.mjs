import fs from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ name: string, version: string, license?: unknown }} Manifest
 * @typedef {{ link?: boolean, integrity?: string }} Installed a package in npm's record
 */

/** @type {Readonly<Record<string, string>>} */
const ALGORITHMS = { sha512: 'SHA-512', sha384: 'SHA-384', sha256: 'SHA-256', sha1: 'SHA-1' };

/** @param {string} name @param {string} version */
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

const hashOf = (/** @type {string} */ integrity) => {
  const [algorithm = '', digest = ''] = integrity.split('-');
  return { alg: ALGORITHMS[algorithm], content: Buffer.from(digest, 'base64').toString('hex') };
};

const licencesOf = (/** @type {unknown} */ license) => {
  if (typeof license !== 'string') return {};
  const one = / (OR|AND|WITH) /.test(license)
    ? { expression: license }
    : { license: { id: license } };
  return { licenses: [one] };
};

/**
 * CycloneDX of what npm installed in a folder, from npm's own record of it (which every install
 * writes): `npm sbom` wants the whole workspace to be there. Nothing of the moment is in it, so the
 * same lock file gives the same bytes.
 * @param {string} folder
 * @param {string} app
 */
export const sbomOf = (folder, app) => {
  const file = path.join(folder, 'node_modules/.package-lock.json');
  /** @type {{ packages: Record<string, Installed> }} */
  const { packages } = JSON.parse(fs.readFileSync(file, 'utf8'));
  /** @param {string} at @returns {Manifest} */
  const manifest = (at) =>
    JSON.parse(fs.readFileSync(path.join(folder, at, 'package.json'), 'utf8'));
  const components = Object.entries(packages)
    .filter(([at, { link }]) => at.includes('node_modules/') && !link)
    .map(([at, { integrity }]) => {
      const { name, version, license } = manifest(at);
      return {
        type: 'library',
        'bom-ref': `${purl(name, version)}#${at}`,
        name,
        version,
        purl: purl(name, version),
        ...licencesOf(license),
        ...(integrity ? { hashes: [hashOf(integrity)] } : {}),
      };
    })
    .sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const { version } = manifest(`apps/${app}`);
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { type: 'application', name: `rollcall ${app}`, version, 'bom-ref': app },
    },
    components,
  };
};
