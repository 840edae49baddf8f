// Runs the server audits of GraphQL over HTTP against URL and says how many hold.
// usage: node audit.mjs URL
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
const audits = serverAudits({ url });
let held = 0;
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status === 'ok') held++;
  else console.log(`${audit.id} ${result.status}: ${audit.name}: ${result.reason}`);
}
console.log(`${held} of ${audits.length} audits hold`);
process.exitCode = held === audits.length ? 0 : 1;
