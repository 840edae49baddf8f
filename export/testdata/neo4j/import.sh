#!/bin/sh
# Makes a new Neo4j database of these files: sh import.sh [DATABASE], with the database stopped.
cd "$(dirname "$0")" && exec neo4j-admin database import full "${1:-neo4j}" --multiline-fields=true --array-delimiter=';' \
  --nodes=entities.csv --nodes=documents.csv --nodes=claims.csv \
  --relationships=relations.csv --relationships=roles.csv --relationships=said-in.csv
