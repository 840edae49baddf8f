// Puts the files of the playground that come from npm in place, from node_modules to dist, with their
// licences. dist is committed, so that `go build` needs no Node; a test compares it with the packages.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const from = (...parts) => path.join(here, 'node_modules', ...parts);
const to = path.join(process.argv[2] ?? path.join(here, 'dist'));

const files = {
  'graphiql.js': from('graphiql', 'graphiql.min.js'),
  'graphiql.css': from('graphiql', 'graphiql.min.css'),
  'react.js': from('react', 'umd', 'react.production.min.js'),
  'react-dom.js': from('react-dom', 'umd', 'react-dom.production.min.js'),
};

// What the bundle of GraphiQL holds are its dependencies, all of them.
async function bundled() {
  const lock = JSON.parse(await readFile(path.join(here, 'package-lock.json'), 'utf8')).packages;
  const found = new Set();
  const visit = (name, parent) => {
    const place = [`${parent}/node_modules/${name}`, `node_modules/${name}`].find((p) => lock[p]);
    if (!place || found.has(place)) return;
    found.add(place);
    for (const dependency of Object.keys(lock[place].dependencies ?? {})) visit(dependency, place);
  };
  for (const name of ['graphiql', 'react', 'react-dom']) visit(name, '');
  return [...found].sort().map((place) => ({ place, ...lock[place] }));
}

async function licence(place) {
  for (const name of ['LICENSE', 'LICENSE.md', 'license', 'LICENCE', 'LICENSE.txt', 'License']) {
    try {
      return await readFile(path.join(here, place, name), 'utf8');
    } catch {}
  }
  return null;
}

// One text a licence, with all packages that come under it.
async function licences() {
  const packages = new Map();
  for (const p of await bundled()) {
    const text = (await licence(p.place))?.trim().replace(/\r\n/g, '\n') ?? `${p.license} (no licence file in the package)`;
    const name = `${p.place.replace(/^.*node_modules\//, '')} ${p.version} (${p.license})`;
    packages.set(text, [...(packages.get(text) ?? []), name]);
  }
  let all = 'Licences of the packages that the files beside this one are made of.\n';
  for (const [text, names] of packages) all += `\n${'-'.repeat(72)}\n${names.join('\n')}\n\n${text}\n`;
  return all;
}

await rm(to, { recursive: true, force: true });
await mkdir(to, { recursive: true });
for (const [name, source] of Object.entries(files)) await copyFile(source, path.join(to, name));
await writeFile(path.join(to, 'LICENCES.txt'), await licences());
