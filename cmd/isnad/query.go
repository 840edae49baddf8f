package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/resolvers"
)

func (a *app) queryCmd() *cobra.Command {
	var vars []string
	var varsFile, operation string
	cmd := &cobra.Command{
		Use:   "query FILE|-",
		Short: "answer a GraphQL document from the store",
		Long:  "Answers the GraphQL document in FILE, or on standard input, and prints the response as JSON. Needs no server. Exit code 1 where the response has errors.",
		Example: `  isnad query question.graphql --var name=hajin
  echo '{ stats { documents } }' | isnad query -`,
		Args: cobra.ExactArgs(1),
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		document, err := a.readText(args[0])
		if err != nil {
			return err
		}
		variables, err := a.variables(varsFile, vars)
		if err != nil {
			return err
		}
		store, err := a.openStore(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		opts := resolvers.Options{Explain: a.explain}
		if err := a.withholdFrom(cmd.Context(), store, &opts); err != nil {
			return err
		}
		schema, err := resolvers.New(store, opts)
		if err != nil {
			return err
		}
		defer schema.Close()
		response := schema.Exec(cmd.Context(), document, operation, variables)
		if err := writeJSON(a.stdout, response); err != nil {
			return err
		}
		for _, e := range response.Errors {
			a.say("%s", plain(e.Message))
		}
		if len(response.Errors) > 0 {
			return silent(exitFailed)
		}
		return nil
	}
	cmd.Flags().StringArrayVar(&vars, "var", nil, "`NAME=VALUE` of a variable; the value is JSON where it can be read so, else text")
	cmd.Flags().StringVar(&varsFile, "vars", "", "`FILE` with a JSON object of variables")
	cmd.Flags().StringVar(&operation, "operation", "", "name of the operation, where the document has several")
	return a.withWithhold(a.withLexicon(cmd))
}

const maxQuery = 1 << 20

// readText reads a file, or standard input for «-».
func (a *app) readText(name string) (string, error) {
	in := a.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", notFound(err)
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxQuery+1))
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	if len(b) > maxQuery {
		return "", fmt.Errorf("%s: more than %d MiB, which is no query", name, maxQuery>>20)
	}
	return string(b), nil
}

// notFound gives errors of missing files their exit code.
func notFound(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return &failure{exitNotFound, fmt.Errorf("%w; check the path", err)}
	}
	return err
}

// variables merges the JSON object in file with pairs, which win.
func (a *app) variables(file string, pairs []string) (map[string]any, error) {
	variables := map[string]any{}
	if file != "" {
		text, err := a.readText(file)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(text), &variables); err != nil {
			return nil, usagef("--vars %s: not a JSON object: %v", file, err)
		}
	}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok || name == "" {
			return nil, usagef("--var %q: want NAME=VALUE", pair)
		}
		var v any
		if json.Unmarshal([]byte(value), &v) != nil {
			v = value
		}
		variables[name] = v
	}
	return variables, nil
}
