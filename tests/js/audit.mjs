// Runs the audits of graphql-http against a server and prints what came of each.
import { serverAudits } from 'graphql-http';

const ergebnisse = [];
for (const audit of serverAudits({ url: process.argv[2] })) {
  const { id, name, status, reason } = await audit.fn();
  ergebnisse.push({ id, name, status, reason: reason ?? null });
}
console.log(JSON.stringify(ergebnisse));
