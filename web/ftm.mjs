// Checks FollowTheMoney entities, one a line, against the model: schemata, properties and their types,
// required ones, and that every reference leads to an entity that its property may hold. Prints how many
// there are of each schema and what does not fit, as JSON.
// usage: node ftm.mjs FILE
import { readFileSync } from 'node:fs';
import ftm from '@alephdata/followthemoney';

const { defaultModel, Model } = ftm;
const model = new Model(defaultModel);
const date = /^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?$/;
const url = (value) => ['http:', 'https:'].includes(new URL(value).protocol);
const known = {};
const checked = {};
const faults = [];
const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

const schemaOf = (data) => {
  try {
    return model.getSchema(data.schema);
  } catch {
    return undefined;
  }
};
for (const data of lines) {
  if (known[data.id]) faults.push(`${data.id} is there twice`);
  known[data.id] = schemaOf(data);
  checked[data.schema] = (checked[data.schema] ?? 0) + 1;
}

function checkValue(property, value) {
  const { name, maxLength, values } = property.type;
  const limit = property.maxLength ?? maxLength;
  if (typeof value !== 'string' || value.trim() === '') return 'no text';
  if (limit && value.length > limit) return `${value.length} characters, at most ${limit}`;
  if (name === 'date' && !date.test(value)) return `no date: ${value}`;
  if (name === 'url' && !(URL.canParse(value) && url(value))) return `no address: ${value}`;
  if (['topic', 'language', 'country'].includes(name) && !values.has(value)) return `not in the list: ${value}`;
  if (name !== 'entity') return undefined;
  const target = known[value];
  if (!target) return `leads to ${value}, which is not there`;
  if (!target.isA(property.getRange())) return `leads to a ${target.name}, not a ${property.getRange().name}`;
  return undefined;
}

for (const data of lines) {
  const schema = known[data.id];
  const complain = (what) => faults.push(`${data.schema} ${data.id}: ${what}`);
  if (!schema || schema.abstract) {
    complain('no such schema');
    continue;
  }
  const required = new Set();
  for (const s of schema.getParents ? [schema, ...schema.getParents()] : [schema]) (s.required ?? []).forEach((r) => required.add(r));
  required.forEach((name) => (data.properties[name] ?? []).length || complain(`lacks ${name}`));
  for (const [name, values] of Object.entries(data.properties)) {
    let property;
    try {
      property = schema.getProperty(name);
    } catch {
      property = undefined;
    }
    if (!property || property.stub) {
      complain(`has no property ${name}`);
      continue;
    }
    values.forEach((value) => {
      const fault = checkValue(property, value);
      if (fault) complain(`${name}: ${fault}`);
    });
  }
  try {
    if (schema.isThing() && !model.getEntity(data).getCaption()) complain('has no caption');
  } catch (error) {
    complain(error.message);
  }
}
console.log(JSON.stringify({ checked, faults }));
