package main

import (
	"context"
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph/badgerstore"
)

var backupColumns = []column[*badgerstore.Backup]{
	{"file", func(b *badgerstore.Backup) string { return b.File }},
	{"kind", kindOfBackup},
	{"records", func(b *badgerstore.Backup) string { return known(b, b.Records) }},
	{"gone", func(b *badgerstore.Backup) string { return known(b, b.Gone) }},
	{"bytes", func(b *badgerstore.Backup) string { return strconv.FormatInt(b.Bytes, 10) }},
	{"encrypted", func(b *badgerstore.Backup) string { return strconv.FormatBool(b.Encrypted) }},
	{"sha256", func(b *badgerstore.Backup) string { return b.SHA256 }},
}

// known shows a count of b; «?» where only its key would tell.
func known(b *badgerstore.Backup, n int) string {
	if b.Records < 0 {
		return "?"
	}
	return strconv.Itoa(n)
}

func kindOfBackup(b *badgerstore.Backup) string {
	if b.Whole {
		return "whole"
	}
	return "incremental"
}

func (a *app) backupCmd() *cobra.Command {
	var to string
	var server serverBackup
	opts := &server.opts
	cmd := &cobra.Command{
		Use:   "backup --to FILE",
		Short: "write what the store holds, or what changed, to one file",
		Long: `Writes one state of the store to a file that is there whole or not at all, with a SHA-256 over all of it. With --since it
holds only what changed after an earlier backup, and continues that. Tables that do not have their checksums are not backed up.
The backup of an encrypted store is encrypted with the key of the store, unless --plain says otherwise. Other processes can read
the store meanwhile; one that writes it has to do this itself, and is told apart by exit code 5. With --from it is asked of a server
that runs with --writable and --token-file, as an admin: the server goes on, and what comes is checked before the file has its
name. See docs/OPERATIONS.md.`,
		Example: "  isnad backup --to monday.isnad\n  isnad backup --to tuesday.isnad --since monday.isnad\n" +
			"  isnad backup --to wednesday.isnad --from http://127.0.0.1:8080 --token-file my-token",
		Args: cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if to == "" {
			return usagef("--to names the file to write")
		}
		take := a.backup
		if server.from != "" {
			take = a.fetchBackup
		} else if server.tokenFile != "" {
			return usagef("--token-file belongs to --from")
		}
		b, err := take(cmd.Context(), to, server)
		if err != nil {
			return err
		}
		return writeRows(a, []*badgerstore.Backup{b}, backupColumns)
	}
	cmd.Flags().StringVar(&to, "to", "", "`FILE` to write; it must not be there yet")
	cmd.Flags().StringVar(&server.from, "from", "", "ask the server at `URL`, which writes the store")
	cmd.Flags().StringVar(&server.tokenFile, "token-file", "", "`FILE` with the token of an admin of that server")
	cmd.Flags().StringVar(&opts.Since, "since", "", "an earlier backup: only what changed after it")
	cmd.Flags().BoolVar(&opts.Plain, "plain", false, "do not encrypt the backup of an encrypted store")
	cmd.Flags().BoolVar(&opts.Compressed, "compress", true, "compress with zstd")
	return a.withFormat(cmd)
}

// backup takes one of the store itself.
func (a *app) backup(ctx context.Context, to string, want serverBackup) (b *badgerstore.Backup, err error) {
	store, err := a.openStore(ctx, true)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return store.Backup(ctx, to, want.opts)
}

var restoredColumns = []column[*badgerstore.Restored]{
	{"store", func(r *badgerstore.Restored) string { return r.Store }},
	{"files", func(r *badgerstore.Restored) string { return strconv.Itoa(r.Files) }},
	{"records", func(r *badgerstore.Restored) string { return strconv.Itoa(r.Records) }},
	{"documents", func(r *badgerstore.Restored) string { return strconv.Itoa(r.Documents) }},
	{"claims", func(r *badgerstore.Restored) string { return strconv.Itoa(r.Claims) }},
	{"relations", func(r *badgerstore.Restored) string { return strconv.Itoa(r.Relations) }},
}

func (a *app) restoreCmd() *cobra.Command {
	var from []string
	var backupKey string
	cmd := &cobra.Command{
		Use:   "restore --from FILE [FILE…]",
		Short: "make a store of backups",
		Long: `Makes the store of a whole backup and those that continue it, in their order. The directory must be absent or empty: a
store is never written over. Each file is checked to its last byte, the new store as «isnad verify» does, and only then it gets
its name. The new store is encrypted where --key-file names a key; --backup-key-file names that of the backups where it is
another one, so that a backup and a restore change the key of a store.`,
		Example: "  isnad restore --from monday.isnad tuesday.isnad --store again",
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(from) == 0 {
			return usagef("--from names the backups, the whole one first")
		}
		var opts badgerstore.RestoreOptions
		var err error
		if opts.Key, err = a.key(a.keyFile); err != nil {
			return err
		}
		if opts.BackupKey, err = a.key(backupKey); err != nil {
			return err
		}
		r, err := badgerstore.Restore(cmd.Context(), a.store, append(from, args...), opts)
		if err != nil {
			return err
		}
		return writeRows(a, []*badgerstore.Restored{r}, restoredColumns)
	}
	cmd.Flags().StringArrayVar(&from, "from", nil, "`FILE` of a whole backup; those that continue it follow")
	cmd.Flags().StringVar(&backupKey, "backup-key-file", "", "`FILE` with the key of the backups, where it is not --key-file")
	return a.withFormat(cmd)
}
