package resolvers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"
)

const trustedEntity = `query Entity($key: String!) { entity(ref: {key: $key}) { key name } }`

func trusting(t *testing.T, only bool, documents map[string]string) *TrustedDocuments {
	t.Helper()
	text, err := json.Marshal(documents)
	if err != nil {
		t.Fatal(err)
	}
	trusted, err := ReadTrusted(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	trusted.Only = only
	return trusted
}

func hashOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

func TestReadTrusted(t *testing.T) {
	good := map[string]string{"entity": trustedEntity, hashOf(trustedEntity): trustedEntity, "sha256:" + hashOf(trustedEntity): trustedEntity, "v1.stats-all_2": "{stats{claims}}"}
	if trusted := trusting(t, false, good); len(trusted.byID) != 4 || len(trusted.hashes) != 2 {
		t.Errorf("%+v", trusted)
	}
	for text, words := range map[string]string{
		``: "JSON object", `[]`: "JSON object", `null`: "none", `{}`: "none", `{"a":1}`: "JSON object", `{"a":"{x}"} {}`: "follows",
		`{"a b":"{x}"}`: "name of letters", `{"":"{x}"}`: "name of letters", `{"` + hashOf("x") + `":"{stats{claims}}"}`: "is not the SHA-256",
	} {
		if _, err := ReadTrusted(strings.NewReader(text)); !errors.Is(err, ErrTrusted) || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := New(storeOf(t), Options{Trusted: trusting(t, false, map[string]string{"old": "{ nothing }"})}); !errors.Is(err, ErrTrusted) || !strings.Contains(err.Error(), "old") {
		t.Errorf("a document that the schema refuses: %v", err)
	}
}

func TestTrustedDocuments(t *testing.T) {
	h := handler(t, Options{Trusted: trusting(t, false, map[string]string{"entity": trustedEntity, hashOf(trustedEntity): trustedEntity})})
	byID := url.Values{"documentId": {"entity"}, "variables": {`{"key":"actor/isis"}`}}
	for id, want := range map[string]string{"entity": "", hashOf(trustedEntity): "", "other": CodeUnknownDocument, hashOf("x"): CodeUnknownDocument} {
		byID.Set("documentId", id)
		a := get(t, h, byID)
		switch {
		case want == "" && (a.status != 200 || at(t, a.json, "data", "entity", "key") != "actor/isis"):
			t.Errorf("%s: %d %s", id, a.status, a.body)
		case want != "" && (a.status != 404 || a.code(t) != want || a.header.Get("ETag") != ""):
			t.Errorf("%s: %d %s", id, a.status, a.body)
		}
	}
	if a := post(t, h, `{"documentId":"entity","variables":{"key":"actor/isis"}}`); a.status != 200 || a.header.Get("ETag") != "" || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("POST: %d %v", a.status, a.header)
	}
	if a := post(t, h, `{"documentId":"entity","query":"{ __typename }"}`); a.status != 400 || a.code(t) != CodeBadRequest {
		t.Errorf("both: %d %s", a.status, a.body)
	}
	if a := post(t, handler(t, Options{}), `{"documentId":"entity"}`); a.status != 404 || a.code(t) != CodeUnknownDocument {
		t.Errorf("a server without any: %d %s", a.status, a.body)
	}
}

func TestTrustedOnly(t *testing.T) {
	h := handler(t, Options{Trusted: trusting(t, true, map[string]string{"stats": "{ stats { claims } }"})})
	for body, want := range map[string]int{
		`{"documentId":"stats"}`:                      200,
		`{"query":"{ stats { claims } }"}`:            200, // its text is a trusted one
		`{"query":"{ stats { claims }  }"}`:           403,
		`{"query":"{ __schema { types { name } } }"}`: 403,
	} {
		if a := post(t, h, body); a.status != want || want == 403 && a.code(t) != CodeUntrusted {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
	if a := get(t, h, url.Values{"query": {"{ __typename }"}}, "Accept: "+typeStream); a.status != 403 {
		t.Errorf("over a stream: %d %s", a.status, a.body)
	}
}

// TestETags: the tag is another one when anything that the answer hangs on is.
func TestETags(t *testing.T) {
	store := storeOf(t, battle(t)[:2]...)
	h := schemaOf(t, store, Options{Trusted: trusting(t, false, map[string]string{"entity": trustedEntity, "stats": "{ stats { claims } }"})}).Handler()
	ask := func(id, variables, accept string, tags ...string) answer {
		values := url.Values{"documentId": {id}}
		if variables != "" {
			values.Set("variables", variables)
		}
		headers := []string{"Accept: " + accept}
		for _, tag := range tags {
			headers = append(headers, "If-None-Match: "+tag)
		}
		return get(t, h, values, headers...)
	}
	first := ask("entity", `{"key":"actor/isis"}`, typeJSON)
	tag := first.header.Get("ETag")
	if first.status != 200 || len(tag) != 34 || first.header.Get("Cache-Control") != "private, no-cache" || first.header.Get("Vary") != "Accept, Authorization" {
		t.Fatalf("%d %v", first.status, first.header)
	}
	for _, tags := range [][]string{{tag}, {"W/" + tag}, {`"x", ` + tag}, {`"x"`, tag}, {"*"}} {
		if a := ask("entity", `{ "key" : "actor/isis" }`, typeJSON, tags...); a.status != 304 || a.body != "" || a.header.Get("ETag") != tag {
			t.Errorf("%v: %d %q", tags, a.status, a.body)
		}
	}
	for name, a := range map[string]answer{
		"other variables":  ask("entity", `{"key":"actor/sdf"}`, typeJSON, tag),
		"another document": ask("stats", "", typeJSON, tag),
		"another type":     ask("entity", `{"key":"actor/isis"}`, typeResponse, tag),
	} {
		if a.status != 200 || a.header.Get("ETag") == tag {
			t.Errorf("%s: %d %v", name, a.status, a.header)
		}
	}
	if a := ask("entity", `{}`, typeResponse, tag); a.status != 400 || a.header.Get("ETag") != "" || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("a refusal: %d %v", a.status, a.header)
	}
	if err := store.Apply(context.Background(), battle(t)[2]); err != nil {
		t.Fatal(err)
	}
	if a := ask("entity", `{"key":"actor/isis"}`, typeJSON, tag); a.status != 200 || a.header.Get("ETag") == tag {
		t.Errorf("a newer store: %d %v", a.status, a.header)
	}
}
