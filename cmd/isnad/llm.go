package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/extract"
	"github.com/isnad-graph/isnad/extract/llm"
	"github.com/isnad-graph/isnad/ingest"
)

// Names of the extractors.
const (
	rulesExtractor = "rules"
	llmExtractor   = "llm"
)

// extractorFlags choose who reads the articles: the rules, or a model at an address that the user names.
type extractorFlags struct {
	name, endpoint, model, keyEnv string
	timeout                       time.Duration
	attempts                      int
}

func (f *extractorFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.name, "extractor", rulesExtractor, "who reads the articles: rules, or llm, which sends them to --endpoint")
	flags.StringVar(&f.endpoint, "endpoint", "", "`URL` of a server that speaks OpenAI's chat completions, as http://localhost:11434/v1")
	flags.StringVar(&f.model, "model", "", "`name` of the model that the endpoint is asked for")
	flags.StringVar(&f.keyEnv, "api-key-env", "", "`variable` of the environment that holds the endpoint's key; empty: no key is sent")
	flags.DurationVar(&f.timeout, "answer-timeout", llm.DefaultTimeout, "how long one answer of the endpoint may take")
	flags.IntVar(&f.attempts, "attempts", llm.DefaultAttempts, "how often the endpoint is asked about one article where it is busy or fails")
}

// choose returns the extractor that the flags ask for, and a function that ends it.
func (f *extractorFlags) choose(a *app, rules *extract.Extractor) (ingest.Extractor, func(), error) {
	switch f.name {
	case rulesExtractor:
		if f.endpoint+f.model+f.keyEnv != "" {
			return nil, nil, usagef("--endpoint, --model and --api-key-env belong to --extractor %s", llmExtractor)
		}
		return ingest.Rules(rules), func() {}, nil
	case llmExtractor:
		return f.ask(a, rules)
	}
	return nil, nil, usagef("--extractor %q: want %s or %s", f.name, rulesExtractor, llmExtractor)
}

func (f *extractorFlags) ask(a *app, rules *extract.Extractor) (ingest.Extractor, func(), error) {
	key, err := f.key(a)
	if err != nil {
		return nil, nil, err
	}
	client, err := llm.NewClient(f.endpoint, f.model, llm.ClientOptions{
		Key: key, Timeout: f.timeout, Attempts: f.attempts, Proxy: http.ProxyFromEnvironment,
	})
	if err != nil {
		return nil, nil, usage(err)
	}
	x, err := llm.New(rules, client, llm.Options{})
	if err != nil {
		return nil, nil, err
	}
	u := client.Endpoint()
	a.say("articles are sent to %s://%s%s and read by %s", u.Scheme, u.Host, u.Path, f.model)
	if key != "" && u.Scheme == "http" && !isLoopback(u.Hostname()) {
		a.say("the key is sent to %s without encryption; name it with https://", u.Host)
	}
	return model{x}, client.Close, nil
}

// key returns the key of the endpoint, after a look at what else is missing.
func (f *extractorFlags) key(a *app) (string, error) {
	switch {
	case f.endpoint == "":
		return "", usagef("--extractor llm needs --endpoint URL: nothing is sent to an address that you do not name")
	case f.model == "":
		return "", usagef("--extractor llm needs --model NAME")
	case f.timeout <= 0 || f.attempts < 1:
		return "", usagef("--answer-timeout and --attempts count from above 0")
	case f.keyEnv == "":
		return "", nil
	}
	key := strings.TrimSpace(a.getenv(f.keyEnv))
	if key == "" {
		return "", usagef("--api-key-env %s: the environment has no such variable, or it is empty", f.keyEnv)
	}
	return key, nil
}

// model is the extractor of a model as ingest takes it: what keeps every article from being read ends the run.
type model struct{ *llm.Extractor }

func (m model) Extract(ctx context.Context, doc extract.Document) (*extract.Result, error) {
	res, err := m.Extractor.Extract(ctx, doc)
	if errors.Is(err, llm.ErrEndpoint) {
		return nil, fmt.Errorf("%w: %w", ingest.ErrUnavailable, err)
	}
	return res, err
}

// tellRefused writes how many claims were not admitted, and why.
func (a *app) tellRefused(r *ingest.Report) {
	if len(r.Refused) == 0 {
		return
	}
	total, parts := 0, []string{}
	for _, reason := range slices.Sorted(maps.Keys(r.Refused)) {
		total += r.Refused[reason]
		parts = append(parts, fmt.Sprintf("%s %d", reason, r.Refused[reason]))
	}
	a.say("%d claims refused, %d admitted: %s", total, r.Claims, strings.Join(parts, ", "))
}
