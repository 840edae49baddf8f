package llm

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/schema"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func rules(t testing.TB) *extract.Extractor {
	t.Helper()
	x, err := extract.Default()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// example is the article of the prompt's own example.
func example() extract.Document {
	return extract.Document{Key: "example", Text: strings.TrimSpace(exampleArticle), Published: examplePublished, Outlet: "نشرة"}
}

// completed is the body of an answer with that content.
func completed(t testing.TB, content string) string {
	t.Helper()
	b, err := json.Marshal(map[string]any{"choices": []any{
		map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": content}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// endpoint is a server that plays answers, each once and the last for ever, and keeps what it was asked.
type endpoint struct {
	*httptest.Server
	mu    sync.Mutex
	plays []http.HandlerFunc
	asked []request
	heads []http.Header
	paths []string
	waits []time.Duration // of the client
}

func serve(t testing.TB, plays ...http.HandlerFunc) *endpoint {
	t.Helper()
	e := &endpoint{plays: plays}
	e.Server = httptest.NewServer(http.HandlerFunc(e.play))
	t.Cleanup(e.Close)
	return e
}

func (e *endpoint) play(w http.ResponseWriter, r *http.Request) {
	var q request
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		http.Error(w, err.Error(), http.StatusTeapot)
		return
	}
	e.mu.Lock()
	play := e.plays[0]
	if len(e.plays) > 1 {
		e.plays = e.plays[1:]
	}
	e.asked, e.heads, e.paths = append(e.asked, q), append(e.heads, r.Header), append(e.paths, r.URL.RequestURI())
	e.mu.Unlock()
	play(w, r)
}

// says plays a body with a status and headers, which come in pairs.
func says(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func (e *endpoint) client(t testing.TB, opts ClientOptions) *Client {
	t.Helper()
	opts.Sleep = func(ctx context.Context, d time.Duration) error {
		e.waits = append(e.waits, d)
		return ctx.Err()
	}
	c, err := NewClient(e.URL+"/v1", "test-1", opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func (e *endpoint) extractor(t testing.TB, opts ClientOptions) *Extractor {
	t.Helper()
	x, err := New(rules(t), e.client(t, opts), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func refusals(r *extract.Result) []string {
	var out []string
	for _, d := range r.Diagnostics {
		if reason, ok := strings.CutPrefix(d.Code, extract.RefusedPrefix); ok {
			out = append(out, reason+": "+d.Message)
		}
	}
	return out
}

// TestTheExampleHolds: what the prompt shows as a right answer is admitted, all of it.
func TestTheExampleHolds(t *testing.T) {
	e := serve(t, says(200, completed(t, exampleAnswer)))
	x := e.extractor(t, ClientOptions{})
	r, err := x.Extract(t.Context(), example())
	if err != nil || len(refusals(r)) > 0 || len(r.Claims) != 2 {
		t.Fatalf("%v, refused: %q", err, refusals(r))
	}
	attack, kill := r.Claims[0], r.Claims[1]
	if attack.Type != schema.Attack || r.Entities[attack.Agents[0].Entity].Key != "actor/x-isis" || attack.Period.From != "2018-10-21" {
		t.Errorf("attack: %+v", attack)
	}
	if kill.Type != schema.Kill || kill.Tally == nil || kill.Tally.Min != 4 || r.Entities[kill.Patients[0].Entity].Key != "actor/sy-sdf" {
		t.Errorf("kill: %+v", kill)
	}
	if attack.Rule != x.Rule() || !IsRule(attack.Rule) || !strings.HasPrefix(attack.Rule, "llm/test-1@") || IsRule("verb.attack") {
		t.Errorf("rule %q", attack.Rule)
	}
	if len(attack.Steps) < 5 || !strings.Contains(attack.Steps[0].Did, x.Rule()) {
		t.Errorf("steps %+v", attack.Steps)
	}
}

// TestRecordedAnswers plays answers in the forms in which different servers write them.
func TestRecordedAnswers(t *testing.T) {
	files, err := filepath.Glob("testdata/answers/*.json")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d recorded answers, %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		body := strings.ReplaceAll(string(b), `"ANSWER"`, quoted(t, exampleAnswer))
		r, err := serve(t, says(200, body)).extractor(t, ClientOptions{}).Extract(t.Context(), example())
		if err != nil || len(r.Claims) != 2 {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func quoted(t testing.TB, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestWhatIsAsked: the whole article, the vocabulary, the form of the answer.
func TestWhatIsAsked(t *testing.T) {
	e := serve(t, says(200, completed(t, `{"claims": []}`)))
	doc := example()
	doc.Text += "\n" + strings.Repeat("ودارت اشتباكات في البادية. ", 200)
	if _, err := e.extractor(t, ClientOptions{Key: "secret"}).Extract(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	q := e.asked[0]
	if e.paths[0] != "/v1/chat/completions" || e.heads[0].Get("Authorization") != "Bearer secret" || q.Model != "test-1" || q.Temperature == nil || *q.Temperature != 0 {
		t.Errorf("%s, %v, %s, %v", e.paths[0], e.heads[0], q.Model, q.Temperature)
	}
	if len(q.Messages) != 2 || q.Messages[0].Role != "system" || !strings.HasSuffix(q.Messages[1].Content, doc.Text) ||
		!strings.Contains(q.Messages[1].Content, "Published: 2018-10-22") {
		t.Errorf("messages %+v", q.Messages)
	}
	for _, kind := range schema.Kinds {
		if !strings.Contains(q.Messages[0].Content, string(kind)) {
			t.Errorf("the prompt does not speak of %s", kind)
		}
	}
	for _, typ := range slices.Concat(schema.EventTypes, schema.LastingTypes) {
		if !strings.Contains(q.Messages[0].Content, string(typ)) {
			t.Errorf("the prompt does not speak of %s", typ)
		}
	}
	format, err := json.Marshal(q.ResponseFormat)
	if err != nil || !strings.HasPrefix(string(format), `{"json_schema":{"name":"claims","schema":{`) || !strings.HasSuffix(string(format), `"strict":true},"type":"json_schema"}`) {
		t.Errorf("response format %s, %v", format, err)
	}
}

// TestFormIsStrict: servers that hold models to a form take no field that may be missing, and none beyond.
func TestFormIsStrict(t *testing.T) {
	b, err := answerForm()
	if err != nil {
		t.Fatal(err)
	}
	var form any
	if err := json.Unmarshal(b, &form); err != nil {
		t.Fatal(err)
	}
	objects := 0
	var visit func(any)
	visit = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				visit(x)
			}
		case map[string]any:
			if properties, ok := v["properties"].(map[string]any); ok && v["type"] == "object" {
				objects++
				if required, _ := v["required"].([]any); len(required) != len(properties) || v["additionalProperties"] != false {
					t.Errorf("required %v of %d, additional %v", required, len(properties), v["additionalProperties"])
				}
			}
			for _, x := range v {
				visit(x)
			}
		}
	}
	visit(form)
	if objects < 8 {
		t.Errorf("%d objects: looked in the wrong place", objects)
	}
}

// TestPromptVersion: equal words, equal version; it names the prompt in the rule of each claim.
func TestPromptVersion(t *testing.T) {
	a, err := newPrompt()
	if err != nil {
		t.Fatal(err)
	}
	b, err := newPrompt()
	if err != nil || a.version != b.version || a.system != b.system || len(a.version) != 8 {
		t.Errorf("versions %s and %s, %v", a.version, b.version, err)
	}
	if strings.Contains(a.system, "{{") || strings.Contains(a.system, "no value") {
		t.Error("the prompt has holes")
	}
}

// TestHostileAnswers: answers that tell what the article does not.
func TestHostileAnswers(t *testing.T) {
	swap := strings.NewReplacer(`"agents": [{"text": "تنظيم داعش"`, `"agents": [{"text": "قوات سوريا الديمقراطية"`,
		`"patients": [{"text": "قوات سوريا الديمقراطية"`, `"patients": [{"text": "تنظيم داعش"`)
	for name, c := range map[string]struct{ answer, want string }{
		"an invented name":       {strings.ReplaceAll(exampleAnswer, "تنظيم داعش\", \"kind\"", "جبهة النصرة\", \"kind\""), "argument-not-in-text"},
		"part of a name":         {strings.ReplaceAll(exampleAnswer, "قوات سوريا الديمقراطية\", \"kind\"", "قوات\", \"kind\""), "argument-cuts-a-name"},
		"swapped roles":          {swap.Replace(exampleAnswer), "role-swapped"},
		"an invented sentence":   {strings.Replace(exampleAnswer, "في بلدة هجين\", \"trigger\"", "في مدينة حلب\", \"trigger\"", 1), "quote-not-found"},
		"a wrong trigger":        {strings.Replace(exampleAnswer, `"trigger": "هاجم"`, `"trigger": "قصف"`, 1), "trigger-not-in-evidence"},
		"another number":         {strings.Replace(exampleAnswer, `"min": 4, "max": 4`, `"min": 40, "max": 40`, 1), "number-differs"},
		"an invented number":     {strings.Replace(exampleAnswer, `"text": "أربعة"`, `"text": "أربعون"`, 1), "number-not-in-evidence"},
		"another day":            {strings.ReplaceAll(exampleAnswer, "2018-10-21", "2018-10-12"), "date-differs"},
		"an invented date":       {strings.Replace(exampleAnswer, `"text": "أمس"`, `"text": "الجمعة"`, 1), "date-not-in-evidence"},
		"an invented kind":       {strings.Replace(exampleAnswer, `"kind": "settlement"`, `"kind": "stronghold"`, 1), "kind-unknown"},
		"a kind that is another": {strings.Replace(exampleAnswer, `"kind": "armed-group"`, `"kind": "state"`, 1), "kind-contradicted"},
		"an invented type":       {strings.Replace(exampleAnswer, `"type": "attack"`, `"type": "genocide"`, 1), "type-unknown"},
		"a claim of no form":     {strings.Replace(exampleAnswer, `"trigger": "هاجم"`, `"trigger": {"x": 1}`, 1), "malformed"},
	} {
		r, err := serve(t, says(200, completed(t, c.answer))).extractor(t, ClientOptions{}).Extract(t.Context(), example())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := refusals(r); len(got) != 1 || !strings.HasPrefix(got[0], c.want+": ") || len(r.Claims) != 1 {
			t.Errorf("%s: %d claims, refused %q, want one for %s", name, len(r.Claims), got, c.want)
		}
	}
}

func TestLongArticlesAreNotSent(t *testing.T) {
	e := serve(t, says(200, completed(t, `{"claims": []}`)))
	x, err := New(rules(t), e.client(t, ClientOptions{}), Options{MaxArticle: 100})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Extract(t.Context(), example()); !errors.Is(err, ErrTooLong) || len(e.asked) != 0 {
		t.Errorf("%v, %d requests", err, len(e.asked))
	}
}
