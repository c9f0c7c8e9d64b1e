package main

import (
	"context"
	"errors"
	"os"

	"ikrar/ledger/issue"
	"ikrar/signer/files"
	"ikrar/verify/phrase"
)

var issueZIPPhrases = phrase.Book{
	"issue.flag.zip": {
		ID: "menulis semuanya juga ke satu `BERKAS` ZIP dengan daftarnya; tanpa --out hanya ke sana",
		EN: "also write them all to one ZIP `FILE` with their index; without --out only there"},
	"issue.flag.by-name": {
		ID: "di dalam ZIP, berkas dinamai nama orangnya, bukan kodenya",
		EN: "in the ZIP, files are named after people and not by codes"},
	"issue.zipped": {ID: "ZIP: {path}", EN: "ZIP: {path}"},
}

// writeZIP packs what a run made or found standing. The file is there whole or not at all.
func (a *app) writeZIP(ctx context.Context, i *institution, also alongside, made []issue.Certificate) error {
	certificates, err := i.Certificates()
	if err != nil {
		return err
	}
	f, err := files.CreateTemp(also.zip, files.Private)
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // of what has no name of its own yet
	err = certificates.WriteZIP(ctx, f, made, issue.Packing{ByName: also.byName, Header: a.indexHeader()}, nil)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := (files.Prepared{Path: also.zip, Temporary: f.Name()}).Replace(); err != nil {
		return err
	}
	a.note("issue.zipped", "path", also.zip)
	return nil
}
