package main

import (
	"context"
	"errors"
	"time"

	"ikrar/cmd/pins"
	"ikrar/ledger/office"
	"ikrar/ledger/report"
	"ikrar/ledger/report/roles"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var packPhrases = phrase.Book{
	"pack.done":              {ID: "Bukti dukung di {dir}: {files} berkas, pada titik periksa {size} entri", EN: "Evidence in {dir}: {files} files, at the checkpoint of {size} entries"},
	"pack.sound":             {ID: "UTUH. Ditandatangani {registrar}, {time}: {pledged} dari {people} pegawai berkomitmen, {issued} bersertifikat, pada titik periksa {size} entri.", EN: "INTACT. Signed by {registrar}, {time}: {pledged} of {people} people pledged, {issued} have a certificate, at the checkpoint of {size} entries."},
	"pack.next":              {ID: "Apakah buku besar sekarang adalah lanjutannya: ikrar audit {url}", EN: "Whether the ledger of today continues it: ikrar audit {url}"},
	"fault.pack-exists":      {ID: "{dir}: sudah berisi sesuatu", EN: "{dir}: there is something in it already"},
	"fault.pack-exists.hint": {ID: "pilih direktori baru", EN: "choose a new directory"},
	"fault.pack-unreadable":  {ID: "{file}: tidak ada atau tidak terbaca", EN: "{file}: missing or unreadable"},
	"fault.pack-unsigned":    {ID: "{file}: tidak ditandatangani petugas pendaftar dalam daftar kepercayaan", EN: "{file}: not signed by a registrar of the trust list"},
	"fault.pack-changed":     {ID: "{file}: telah diubah sejak ringkasannya ditandatangani", EN: "{file}: changed since the summary was signed"},
	"fault.pack-foreign":     {ID: "{file}: tidak termasuk dalam ringkasan", EN: "{file}: not in the summary"},
	"fault.pack-checkpoint":  {ID: "{file}: bukan titik periksa yang disebut ringkasan, atau tidak ditandatangani buku besar dan para saksi", EN: "{file}: not the checkpoint of the summary, or not signed by the ledger and its witnesses"},
}

// checkPack checks an evidence pack by a trust list that this computer knows.
func (a *app) checkPack(dir, trustPath string) error {
	var known []*trust.List
	var err error
	if trustPath != "" {
		t, err := pins.Read(trustPath)
		if err != nil {
			return trustFault(err)
		}
		known = []*trust.List{t}
	} else if known, err = a.pinned(); err != nil {
		return trustFault(err)
	}
	if len(known) == 0 {
		return trustFault(refuse("trust-none", "dir", pins.ConfigDir(a.getenv)))
	}
	for n, list := range known {
		s, registrar, err := report.CheckPack(dir, list)
		var bad *report.PackError
		if errors.As(err, &bad) {
			if bad.Why == report.PackUnsigned && n+1 < len(known) {
				continue // perhaps another institution's
			}
			return refuse("pack-"+bad.Why, "file", bad.File).because(bad.Err)
		}
		if err != nil {
			return err
		}
		zone, _ := phrase.Zone(list.Timezone) // the trust list was read, so it is one of the three
		a.result(struct {
			Campaign  string `json:"campaign"`
			Registrar string `json:"registrar"`
			Time      int64  `json:"time"`
			People    int    `json:"people"`
			Pledged   int    `json:"pledged"`
			Issued    int    `json:"issued"`
			Size      uint64 `json:"size"`
			Root      string `json:"root"`
		}{s.Campaign, registrar, s.Time, s.People, s.Pledged, s.Issued, s.Size, s.Root}, func() {
			a.print("pack.sound", "registrar", registrar, "time", phrase.Moment(a.lang, time.Unix(s.Time, 0), zone), "pledged", a.figure(s.Pledged),
				"people", a.figure(s.People), "issued", a.figure(s.Issued), "size", a.figure(s.Size))
			a.print("pack.next", "url", list.URL)
		})
		return nil
	}
	return nil
}

// writePack makes the evidence pack, under a checkpoint that covers the whole ledger.
func (a *app) writePack(ctx context.Context, i *institution, r *report.Report, dir string) error {
	if err := office.CheckPackDir(dir); err != nil {
		return err
	}
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return err
	}
	did, err := roles.Gather(i.Ledger, r.Now)
	if err != nil {
		return err
	}
	size, count := uint64(0), 0
	err = i.WritePack(ctx, dir, r, key, func(c trust.Checkpoint) (map[string][]byte, error) {
		files, err := r.PackFiles(a.lang, i.Facts().URL, c.Size)
		if err == nil {
			err = did.Only(r.Campaign.ID).Pack(files, a.lang)
		}
		size, count = c.Size, len(files)+3 // summary, trust list and checkpoint
		return files, err
	})
	if err != nil {
		return a.published(i, err)
	}
	a.result(struct {
		Dir   string `json:"dir"`
		Files int    `json:"files"`
		Size  uint64 `json:"size"`
	}{dir, count, size}, func() { a.print("pack.done", "dir", dir, "files", count, "size", a.figure(size)) })
	return nil
}
