// Holds the schema to the rules for Relay of @graphql-eslint, and says what it breaks of what was released.
// usage: node lint.mjs SCHEMA RELEASED
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import graphql from '@graphql-eslint/eslint-plugin';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { ESLint } from 'eslint';
import { buildSchema } from 'graphql';

const [file, released] = process.argv.slice(2);
const schema = await readFile(file, 'utf8');

// Short lists without pages, as the names of an entity, are no connections; and what has no id of its own, as an
// event or a hit of a search, is no Node (docs/decisions/0015).
const rules = {
  ...graphql.configs['flat/schema-relay'].rules,
  '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
};
const eslint = new ESLint({
  cwd: path.dirname(path.resolve(file)),
  overrideConfigFile: true,
  overrideConfig: [{
    files: ['**/*.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema } } },
    plugins: { '@graphql-eslint': graphql },
    rules,
  }],
});
const found = [];
for (const result of await eslint.lintFiles([path.resolve(file)])) {
  for (const m of result.messages) found.push({ line: m.line, rule: m.ruleId, message: m.message });
}

const changes = await diff(buildSchema(await readFile(released, 'utf8')), buildSchema(schema));
const breaking = changes.filter((c) => c.criticality.level === CriticalityLevel.Breaking).map((c) => c.message);
console.log(JSON.stringify({ rules: Object.keys(rules), found, changes: changes.length, breaking }));
