package resolvers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/graph"
)

// vault is an office that gives backups, as give writes them.
func vault(t *testing.T, give func(context.Context, io.Writer, BackupRequest) (*BackupReceipt, error)) (*office, http.Handler) {
	t.Helper()
	o := newOffice(t, tokensFile(t))
	o.opts.Writing.Backup = give
	return o, o.Site(http.NotFoundHandler())
}

func giveAll(_ context.Context, w io.Writer, want BackupRequest) (*BackupReceipt, error) {
	n, err := fmt.Fprintf(w, "%+v", want)
	return &BackupReceipt{Since: want.Since, Until: 7, Bytes: int64(n), SHA256: "abc"}, err
}

func TestBackupIsForAdmins(t *testing.T) {
	o, site := vault(t, giveAll)
	for token, want := range map[string]int{"": 401, "guessed": 401, "token-of-reader": 403, "token-of-curator": 403, "token-of-admin": 200} {
		a := do(t, site, "GET", BackupPath, nil, "Authorization: Bearer "+token)
		if a.status != want || want == 401 && a.header.Get("WWW-Authenticate") == "" {
			t.Errorf("token %q: %d: %s", token, a.status, a.body)
		}
		if want == 200 && (a.header.Get("Content-Type") != typeBackup || a.body != "{Store: Since:0 Previous: Plain:false Compressed:true}") {
			t.Errorf("%s: %s", a.header, a.body)
		}
	}
	told := strings.Join(o.audit, "\n")
	if strings.Count(told, "backup") != 3 || !strings.Contains(told, "refused=FORBIDDEN") || !strings.Contains(told, "until=7 sha256=abc") {
		t.Errorf("audit:\n%s", told)
	}
	a := do(t, site, "GET", BackupPath+"?since=5&store=s&previous=p&plain=true&compress=false", nil, "Authorization: Bearer token-of-admin")
	if a.body != "{Store:s Since:5 Previous:p Plain:true Compressed:false}" {
		t.Errorf("%s", a.body)
	}
	for _, bad := range []string{"?since=5", "?since=x&store=s&previous=p", "?store=s", "?plain=maybe", "?token=token-of-admin"} {
		if a := do(t, site, "GET", BackupPath+bad, nil, "Authorization: Bearer token-of-admin"); a.status != 400 {
			t.Errorf("%s: %d: %s", bad, a.status, a.body)
		}
	}
}

// TestBackupIsOff where nobody has to say who asks, and where nothing can be written.
func TestBackupIsOff(t *testing.T) {
	open := newOffice(t, "")
	open.opts.Writing.Backup = giveAll
	closed, _ := vault(t, nil)
	for what, o := range map[string]*office{"no tokens": open, "no backups": closed} {
		if a := do(t, o.Site(http.NotFoundHandler()), "GET", BackupPath, nil, "Authorization: Bearer token-of-admin"); a.status != 404 {
			t.Errorf("%s: %d", what, a.status)
		}
	}
}

func TestBackupThatFails(t *testing.T) {
	var fault error
	o, site := vault(t, func(_ context.Context, w io.Writer, _ BackupRequest) (*BackupReceipt, error) { return nil, fault })
	for err, want := range map[error]int{
		fmt.Errorf("%w: chain", graph.ErrConflict): 409, graph.ErrCorrupt: 500, graph.ErrClosed: 500,
	} {
		fault = err
		if a := do(t, site, "GET", BackupPath, nil, "Authorization: Bearer token-of-admin"); a.status != want {
			t.Errorf("%v: %d: %s", err, a.status, a.body)
		}
	}
	if told := strings.Join(o.audit, "\n"); strings.Count(told, "failed=true") != 3 {
		t.Errorf("audit:\n%s", told)
	}
}

// TestBackupThatBreaksOff: who reads it sees that it is not whole.
func TestBackupThatBreaksOff(t *testing.T) {
	_, site := vault(t, func(_ context.Context, w io.Writer, _ BackupRequest) (*BackupReceipt, error) {
		_, err := io.WriteString(w, "half")
		return nil, errors.Join(err, graph.ErrCorrupt)
	})
	server := httptest.NewServer(site)
	defer server.Close()
	res := readBackup(t, t.Context(), server)
	defer res.Body.Close()
	if got, err := io.ReadAll(res.Body); string(got) != "half" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%q, %v", got, err)
	}
}

// TestBackupStopsWhereNobodyReads, and while one is made there is no other.
func TestBackupStopsWhereNobodyReads(t *testing.T) {
	stopped := make(chan error)
	_, site := vault(t, func(ctx context.Context, w io.Writer, _ BackupRequest) (*BackupReceipt, error) {
		_, err := io.WriteString(w, "begins")
		<-ctx.Done() // who reads has gone
		stopped <- errors.Join(err, ctx.Err())
		return nil, ctx.Err()
	})
	server := httptest.NewServer(site)
	defer server.Close()
	ctx, leave := context.WithCancel(t.Context())
	res := readBackup(t, ctx, server)
	defer res.Body.Close()
	if _, err := io.ReadFull(res.Body, make([]byte, len("begins"))); err != nil {
		t.Fatal(err)
	}
	second := readBackup(t, t.Context(), server)
	defer second.Body.Close()
	if second.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a second one: %s", second.Status)
	}
	leave()
	if err := <-stopped; !errors.Is(err, context.Canceled) {
		t.Errorf("stopped by %v", err)
	}
}

func readBackup(t *testing.T, ctx context.Context, server *httptest.Server) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+BackupPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer token-of-admin")
	res, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	return res
}
