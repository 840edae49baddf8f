package main

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/isnad-graph/isnad/graph/badgerstore"
)

var backupColumns = []column[*badgerstore.Backup]{
	{"file", func(b *badgerstore.Backup) string { return b.File }},
	{"kind", kindOfBackup},
	{"records", func(b *badgerstore.Backup) string { return strconv.Itoa(b.Records) }},
	{"gone", func(b *badgerstore.Backup) string { return strconv.Itoa(b.Gone) }},
	{"bytes", func(b *badgerstore.Backup) string { return strconv.FormatInt(b.Bytes, 10) }},
	{"encrypted", func(b *badgerstore.Backup) string { return strconv.FormatBool(b.Encrypted) }},
	{"sha256", func(b *badgerstore.Backup) string { return b.SHA256 }},
}

func kindOfBackup(b *badgerstore.Backup) string {
	if b.Whole {
		return "whole"
	}
	return "incremental"
}

func (a *app) backupCmd() *cobra.Command {
	var to string
	var opts badgerstore.BackupOptions
	cmd := &cobra.Command{
		Use:   "backup --to FILE",
		Short: "write what the store holds, or what changed, to one file",
		Long: `Writes one state of the store to a file that is there whole or not at all, with a SHA-256 over all of it. With --since it
holds only what changed after an earlier backup, and continues that. Tables that do not have their checksums are not backed up.
The backup of an encrypted store is encrypted with the key of the store, unless --plain says otherwise. Other processes can read
the store meanwhile; one that writes it has to do this itself, and is told apart by exit code 5. See docs/OPERATIONS.md.`,
		Example: "  isnad backup --to monday.isnad\n  isnad backup --to tuesday.isnad --since monday.isnad",
		Args:    cobra.NoArgs,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		if to == "" {
			return usagef("--to names the file to write")
		}
		store, err := a.openStore(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, store.Close()) }()
		b, err := store.Backup(cmd.Context(), to, opts)
		if err != nil {
			return err
		}
		return writeRows(a, []*badgerstore.Backup{b}, backupColumns)
	}
	cmd.Flags().StringVar(&to, "to", "", "`FILE` to write; it must not be there yet")
	cmd.Flags().StringVar(&opts.Since, "since", "", "an earlier backup: only what changed after it")
	cmd.Flags().BoolVar(&opts.Plain, "plain", false, "do not encrypt the backup of an encrypted store")
	cmd.Flags().BoolVar(&opts.Compressed, "compress", true, "compress with zstd")
	return a.withFormat(cmd)
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
