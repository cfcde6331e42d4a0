// Reads all pages of a connection with graphql-request and prints the short names.
import { GraphQLClient, gql } from 'graphql-request';

const client = new GraphQLClient(process.argv[2], {
  headers: { accept: 'application/graphql-response+json, application/json;q=0.9' },
});
const frage = gql`
  query ziele($nach: String) {
    ziele(first: 7, after: $nach) {
      nodes { kennung }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const kennungen = [];
let nach = null;
do {
  const { ziele } = await client.request(frage, { nach });
  kennungen.push(ziele.nodes.map((ziel) => ziel.kennung));
  nach = ziele.pageInfo.hasNextPage ? ziele.pageInfo.endCursor : null;
} while (nach);
console.log(JSON.stringify(kennungen));
