package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/isnad-graph/isnad/graph/badgerstore"
	"github.com/isnad-graph/isnad/resolvers"
)

// serverBackup is a backup that a server is asked for.
type serverBackup struct {
	from, tokenFile string
	opts            badgerstore.BackupOptions
}

// fetchBackup asks a server for a backup and writes it to the file to, checked, or nothing.
func (a *app) fetchBackup(ctx context.Context, to string, f serverBackup) (*badgerstore.Backup, error) {
	token, err := readToken(f.tokenFile)
	if err != nil {
		return nil, err
	}
	receive := badgerstore.ReceiveOptions{}
	if receive.Key, err = a.key(a.keyFile); err != nil {
		return nil, err
	}
	if f.opts.Since != "" {
		if receive.Since, err = badgerstore.BaseOf(ctx, f.opts.Since); err != nil {
			return nil, err
		}
	}
	address, err := f.address(receive.Since)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(to); err == nil {
		return nil, fmt.Errorf("backup to %s: %w: choose another name; a backup is never written over", to, badgerstore.ErrExists)
	}
	body, err := ask(ctx, address, token)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return badgerstore.ReceiveBackup(ctx, to, body, receive)
}

// address returns what to ask the server for.
func (f serverBackup) address(since *badgerstore.Base) (*url.URL, error) {
	u, err := url.Parse(f.from)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
		return nil, usagef("--from %q: want the address of a server, as http://%s", f.from, defaultListen)
	}
	if u.Scheme == "http" && !isLoopback(u.Hostname()) {
		return nil, usagef("--from %s: the token and the store would cross the network in the clear; use https, or a tunnel to a loopback address", f.from)
	}
	q := url.Values{"compress": {strconv.FormatBool(f.opts.Compressed)}, "plain": {strconv.FormatBool(f.opts.Plain)}}
	if since != nil {
		q.Set("store", since.Store)
		q.Set("since", strconv.FormatUint(since.Until, 10))
		q.Set("previous", since.SHA256)
	}
	u.Path = strings.TrimSuffix(u.Path, "/") + resolvers.BackupPath
	u.RawQuery = q.Encode()
	return u, nil
}

// readToken reads a token as isnad token prints it.
func readToken(path string) (string, error) {
	if path == "" {
		return "", usagef("--token-file names the file with the token of an admin, as isnad token printed it")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("--token-file: %w", err)
	}
	token := string(bytes.TrimSpace(b))
	if token == "" || strings.ContainsAny(token, " \t\r\n") {
		return "", usagef("--token-file %s: want one token and nothing else; the server's own token file has hashes only", path)
	}
	return token, nil
}

// ask returns the body of what the server answers. It uses no proxy and follows no redirect: nobody else is to see the token.
func ask(ctx context.Context, address *url.URL, token string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", address.Host, err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	client := http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", address.Host, bare(err))
	}
	if res.StatusCode == http.StatusOK {
		return res.Body, nil
	}
	defer res.Body.Close()
	return nil, refusedBackup(address, res)
}

// bare returns err without the address, which has been told.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// refusedBackup tells why a server gave none.
func refusedBackup(address *url.URL, res *http.Response) error {
	var answer struct {
		Errors []struct{ Message string }
	}
	what := res.Status
	if json.NewDecoder(io.LimitReader(res.Body, 1<<16)).Decode(&answer) == nil && len(answer.Errors) > 0 {
		what = plain(answer.Errors[0].Message)
	}
	switch res.StatusCode {
	case http.StatusNotFound:
		return fail(exitNotFound, "%s gives no backups: it does where it runs with --writable and --token-file, and is no older than this program", address.Host)
	case http.StatusConflict:
		return fail(exitConflict, "%s: %s", address.Host, what)
	case http.StatusUnauthorized, http.StatusForbidden:
		return fail(exitUsage, "%s: %s", address.Host, what)
	}
	return fail(exitFailed, "%s: %s", address.Host, what)
}
