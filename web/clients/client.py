"""Sends the requests in the JSON file REQUESTS to URL with nothing but the standard library; prints the answers."""
import json
import sys
import urllib.request

url, requests = sys.argv[1:]
with open(requests, encoding="utf-8") as f:
    todo = json.load(f)
answers = []
for body in todo:
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/graphql-response+json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        answers.append(json.load(response)["data"])
json.dump(answers, sys.stdout)
