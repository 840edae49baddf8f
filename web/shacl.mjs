// Validates RDF in Turtle against SHACL shapes and prints what does not conform as JSON.
// usage: node shacl.mjs SHAPES DATA
import { readFileSync } from 'node:fs';
import rdf from '@zazuko/env-node';
import { Parser } from 'n3';
import Validator from 'rdf-validate-shacl';

const read = (path) => rdf.dataset(new Parser({ factory: rdf }).parse(readFileSync(path, 'utf8')));
const [shapes, data] = process.argv.slice(2).map(read);
const report = await new Validator(shapes, { factory: rdf }).validate(data);
console.log(JSON.stringify({
  conforms: report.conforms,
  triples: data.size,
  results: report.results.map((r) => ({
    node: r.focusNode?.value,
    path: r.path?.value ?? '',
    constraint: r.sourceConstraintComponent?.value,
    value: r.value?.value ?? '',
  })),
}));
