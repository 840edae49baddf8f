// Validates the objects of a STIX bundle one by one against the schemas in a directory, each against that
// of its type (the schema of bundles refuses valid ones), and prints what does not fit as JSON.
// usage: node stix.mjs SCHEMAS BUNDLE
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [schemas, bundle] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const byType = {};
for (const folder of ['common', 'observables', 'sdos', 'sros']) {
  for (const file of readdirSync(path.join(schemas, folder))) {
    const schema = JSON.parse(readFileSync(path.join(schemas, folder, file), 'utf8'));
    ajv.addSchema(schema);
    byType[path.basename(file, '.json')] = schema.$id;
  }
}
const checked = {};
const faults = [];
for (const object of JSON.parse(readFileSync(bundle, 'utf8')).objects) {
  const validate = byType[object.type] && ajv.getSchema(byType[object.type]);
  checked[object.type] = (checked[object.type] ?? 0) + 1;
  if (!validate) faults.push({ id: object.id, errors: ['no schema for this type'] });
  else if (!validate(object)) faults.push({ id: object.id, errors: validate.errors.map((e) => `${e.instancePath} ${e.message}`) });
}
console.log(JSON.stringify({ checked, faults }));
