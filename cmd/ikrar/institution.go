package main

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/ledger/office/outpost"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var institutionPhrases = phrase.Book{
	"flag.registrar-key":            {ID: "`BERKAS` kunci petugas pendaftar (bawaan keys/registrar.key); BERKAS.pub: kunci itu di ssh-agent", EN: "`FILE` of the registrar's key (default keys/registrar.key); FILE.pub: that key in ssh-agent"},
	"fault.ledger-locked":           {ID: "{dir}: buku besar sedang dipakai proses ikrar lain", EN: "{dir}: another ikrar process holds the ledger"},
	"ledger.waiting":                {ID: "Menunggu perintah ikrar lain selesai memakai buku besar ...", EN: "Waiting for another ikrar command to finish with the ledger ..."},
	"fault.ledger-locked.hint":      {ID: "tunggu sampai perintah itu selesai, lalu ulangi", EN: "wait until that command has finished, then try again"},
	"fault.store-key":               {ID: "{path}: kunci penyimpanan ini tidak membuka buku besar di {dir}", EN: "{path}: this store key does not open the ledger in {dir}"},
	"fault.store-key.hint":          {ID: "kembalikan keys/store.key yang dibuat bersama buku besar ini", EN: "put back the keys/store.key that was made with this ledger"},
	"fault.ledger-older":            {ID: "{dir}: buku besar ini dibuat ikrar versi lama, dengan susunan yang tidak dibaca versi ini", EN: "{dir}: this ledger was made by an earlier ikrar, in a layout that this one does not read"},
	"fault.ledger-older.hint":       {ID: "hentikan ikrar serve versi lama; buat cadangan dengan ikrar yang membuatnya (ikrar backup), pindahkan direktori itu, lalu ikrar restore dengan versi ini. Sertifikat dan kunci tetap sama", EN: "stop the earlier ikrar serve; make a backup with the ikrar that made it (ikrar backup), move that directory away, then ikrar restore with this one. Certificates and keys stay as they are"},
	"fault.store-key-format":        {ID: "{path}: bukan kunci penyimpanan (64 angka heksadesimal)", EN: "{path}: not a store key (64 hexadecimal digits)"},
	"fault.origin-other":            {ID: "{path}: origin {value} bukan nama buku besar lembaga ini, {want}", EN: "{path}: origin {value} is not the name of this institution's ledger, {want}"},
	"fault.origin-other.hint":       {ID: "kembalikan origin = \"{want}\"; nama itu tidak dapat diubah setelah init", EN: "put back origin = \"{want}\"; that name cannot change after init"},
	"fault.trust-other":             {ID: "{path}: daftar kepercayaan ini milik lembaga lain", EN: "{path}: this trust list is another institution's"},
	"fault.ledger-key-other":        {ID: "{path}: bukan kunci buku besar lembaga ini", EN: "{path}: not the ledger key of this institution"},
	"fault.ledger-key-other.hint":   {ID: "kembalikan keys/ledger.key yang dibuat bersama buku besar ini", EN: "put back the keys/ledger.key that was made with this ledger"},
	"fault.trust-broken":            {ID: "{path}: daftar kepercayaan tidak dapat dipercaya", EN: "{path}: the trust list cannot be believed"},
	"fault.trust-broken.hint":       {ID: "kembalikan trust.note dari salinan yang baik; setiap NIP.ikrar memuatnya", EN: "put back trust.note from a good copy; every NIP.ikrar holds one"},
	"fault.ledger-missing":          {ID: "{dir}: tidak ada buku besar di sini", EN: "{dir}: there is no ledger here"},
	"fault.ledger-missing.hint":     {ID: "pulihkan direktori ledger dari cadangan", EN: "restore the ledger directory from a backup"},
	"fault.ledger-unreadable":       {ID: "{dir}: buku besar ini rusak dan tidak dapat dibuka", EN: "{dir}: this ledger is damaged and cannot be opened"},
	"fault.ledger-unreadable.hint":  {ID: "jangan mengubah apa pun; simpan salinan direktori ini, lalu pulihkan dari cadangan", EN: "change nothing; keep a copy of this directory, then restore a backup"},
	"fault.ledger-damaged":          {ID: "{dir}: penyimpanan buku besar ini rusak", EN: "{dir}: the store of this ledger is damaged"},
	"fault.ledger-damaged.hint":     {ID: "jangan mengubah apa pun; ikrar audit menunjukkan kerusakannya, lalu pulihkan dari cadangan", EN: "change nothing; ikrar audit shows the damage, then restore a backup"},
	"fault.ledger-rolled-back":      {ID: "{dir}: berkas kepala telah melihat {head} entri, tetapi penyimpanan memuat {store} atau entri lain: salinan lama telah dipasang kembali", EN: "{dir}: the head file has seen {head} entries, but the store holds {store} or others: an older copy was put back"},
	"fault.ledger-rolled-back.hint": {ID: "jangan mencatat apa pun; pasang kembali salinan terbaru dari direktori ledger, atau pindahkan yang ini dan pakai ikrar restore", EN: "record nothing; put the latest copy of the ledger directory back, or move this one away and use ikrar restore"},
	"fault.disk-reserve":            {ID: "{dir}: ruang disk tersisa {free} MiB, kurang dari cadangan {reserve} MiB; tidak ada yang dicatat", EN: "{dir}: {free} MiB of disk are free, less than the reserve of {reserve} MiB; nothing was recorded"},
	"fault.disk-reserve.hint":       {ID: "kosongkan ruang, atau ubah free_space_reserve_mib di ikrar.toml", EN: "free some space, or change free_space_reserve_mib in ikrar.toml"},
	"fault.clock-behind":            {ID: "jam komputer ini ({now}) tertinggal dari entri terakhir ({want}); tidak ada yang dicatat", EN: "this computer's clock ({now}) is behind the last entry ({want}); nothing was recorded"},
	"fault.clock-jumped":            {ID: "jam komputer ini melompat ke {now}, seharusnya sekitar {want}; tidak ada yang dicatat", EN: "this computer's clock jumped to {now}, it should be about {want}; nothing was recorded"},
	"fault.clock.hint":              {ID: "betulkan jam; bila jam sudah benar, ulangi dengan --accept-clock", EN: "correct the clock; if it is right, repeat with --accept-clock"},
	"fault.root-key-needed":         {ID: "perintah ini memperbarui daftar kepercayaan dan memerlukan kunci akar", EN: "this command renews the trust list and needs the root key"},
	"fault.root-key-needed.hint":    {ID: "beri --root-key BERKAS, dengan kunci akar dari tempat penyimpanannya", EN: "give --root-key FILE, with the root key from where it is kept"},
	"fault.root-key-other":          {ID: "{path}: bukan kunci akar lembaga ini", EN: "{path}: not the root key of this institution"},
	"fault.not-signed":              {ID: "{path}: tanda tangannya tidak cocok dengan isinya; tidak ada yang dicatat", EN: "{path}: its signature does not match its content; nothing was recorded"},
	"fault.not-encoded":             {ID: "{path}: bukan pernyataan dalam pengodean yang benar; tidak ada yang dicatat", EN: "{path}: not a statement in its one encoding; nothing was recorded"},

	"rule.time-ahead":             {ID: "ditandatangani dengan jam yang lebih dari 10 menit di depan", EN: "signed by a clock more than 10 minutes ahead"},
	"rule.registrar-unknown":      {ID: "petugas pendaftarnya tidak ada dalam daftar kepercayaan", EN: "its registrar is not in the trust list"},
	"rule.registrar-range":        {ID: "petugas pendaftarnya tidak (lagi) berwenang untuk pencatatan ini", EN: "its registrar may not (or no longer) sign for this entry"},
	"rule.ledger-range":           {ID: "kunci buku besar ini tidak (lagi) berwenang menurut daftar kepercayaan", EN: "the trust list does not (or no longer) let this ledger key sign"},
	"rule.trust-serial":           {ID: "daftar kepercayaan nomor seri {serial} tidak lebih baru daripada {have}", EN: "trust list serial {serial} is not newer than {have}"},
	"rule.trust-root":             {ID: "daftar kepercayaan ini tidak ditandatangani kunci akar lembaga", EN: "this trust list is not signed by the institution's root"},
	"rule.trust-origin":           {ID: "daftar kepercayaan ini milik {origin}", EN: "this trust list is that of {origin}"},
	"rule.credential-live":        {ID: "orang ini sudah terdaftar dengan kunci lain", EN: "this person is enrolled with another key"},
	"rule.credential-replaces":    {ID: "kredensial yang hendak digantikan bukan yang sedang berlaku", EN: "the credential to be replaced is not the one in force"},
	"rule.key-unusable":           {ID: "kunci publik ini cacat dan tidak boleh didaftarkan", EN: "this public key is defective and cannot be enrolled"},
	"rule.key-live":               {ID: "kunci ini milik orang lain yang sudah terdaftar", EN: "this key belongs to another person who is enrolled"},
	"rule.key-revoked":            {ID: "kunci ini sudah dicabut", EN: "this key has been revoked"},
	"rule.campaign-exists":        {ID: "kegiatan {id} sudah ada; hanya waktu tutupnya yang dapat diubah", EN: "campaign {id} exists; only its closing time can change"},
	"rule.campaign-unknown":       {ID: "tidak ada kegiatan {id}", EN: "there is no campaign {id}"},
	"rule.campaign-early":         {ID: "kegiatan {id} belum dibuka", EN: "campaign {id} is not open yet"},
	"rule.campaign-closed":        {ID: "kegiatan {id} sudah ditutup", EN: "campaign {id} is closed"},
	"rule.text-unknown":           {ID: "naskahnya tidak ada dalam daftar kepercayaan", EN: "its text is not in the trust list"},
	"rule.text-other":             {ID: "naskah yang ditandatangani bukan naskah kegiatan {id}", EN: "the text that was signed is not that of campaign {id}"},
	"rule.credential-unrecorded":  {ID: "kredensialnya tidak pernah dicatat di buku besar ini", EN: "its credential was never recorded in this ledger"},
	"rule.credential-revoked":     {ID: "kredensial atau kuncinya sudah dicabut atau diganti", EN: "its credential or key was revoked or replaced"},
	"rule.pledge-twice":           {ID: "orang ini sudah berkomitmen dalam kegiatan {id} (entri {index})", EN: "this person has pledged in campaign {id} already (entry {index})"},
	"rule.code-taken":             {ID: "kodenya kebetulan sama dengan kode lain; tandatangani sekali lagi", EN: "its code happens to be another's; sign once more"},
	"rule.pledge-unrecorded":      {ID: "komitmennya tidak tercatat", EN: "its pledge is not recorded"},
	"rule.pledge-revoked":         {ID: "komitmennya sudah dicabut", EN: "its pledge was revoked"},
	"rule.number-taken":           {ID: "nomor sertifikat {number} sudah dipakai", EN: "certificate number {number} is taken"},
	"rule.issued":                 {ID: "komitmen ini sudah bersertifikat", EN: "this pledge has a certificate"},
	"rule.file-taken":             {ID: "berkas yang sama sudah menjadi sertifikat lain", EN: "the same file is another certificate already"},
	"rule.predecessor":            {ID: "sertifikat yang hendak digantikan bukan yang sedang berlaku", EN: "the certificate to be replaced is not the one in force"},
	"rule.target-unrecorded":      {ID: "yang hendak dicabut tidak tercatat", EN: "what is to be revoked is not recorded"},
	"rule.target-revoked":         {ID: "sudah dicabut", EN: "revoked already"},
	"rule.not-yours":              {ID: "sebuah kunci hanya dapat mencabut dirinya sendiri", EN: "a key can revoke itself only"},
	"rule.kind":                   {ID: "jenis pernyataan ini tidak dicatat oleh versi ini", EN: "this version does not record statements of this kind"},
	"rule.erased":                 {ID: "datanya sudah dihapus", EN: "its data were erased"},
	"rule.not-erasable":           {ID: "yang hendak dihapus tidak memuat data pribadi", EN: "what is to be erased holds no personal data"},
	"fault.refused":               {ID: "{what}: {why}", EN: "{what}: {why}"},
	"fault.pledge-twice.hint":     {ID: "satu orang satu komitmen dalam satu kegiatan; cabut dulu yang lama bila keliru", EN: "one pledge a person and campaign; revoke the old one first if it was a mistake"},
	"fault.registrar.hint":        {ID: "pakai keys/registrar.key milik petugas yang ditunjuk, atau tunjuk petugas baru dengan ikrar registrar add", EN: "use the keys/registrar.key of an appointed registrar, or appoint a new one by ikrar registrar add"},
	"fault.campaign-closed.hint":  {ID: "kegiatan dapat diperpanjang dengan ikrar campaign extend ID --closes TANGGAL", EN: "a campaign can be extended by ikrar campaign extend ID --closes DATE"},
	"fault.credential-live.hint":  {ID: "bila kunci lama hilang atau diganti, ulangi dengan --replace", EN: "if the old key is lost or replaced, repeat with --replace"},
	"fault.credential-unrec.hint": {ID: "daftarkan orang ini di buku besar ini dengan ikrar enrol, lalu minta ia menandatangani lagi. Bila ia sudah pernah didaftarkan di sini, jalankan dahulu ikrar audit: penyimpanannya mungkin rusak", EN: "enrol this person in this ledger by ikrar enrol, then ask for a new signature. If that person was enrolled here before, run ikrar audit first: the store may be damaged"},
}

// ruleHints are the next steps of refusals that have one.
var ruleHints = map[string]string{
	ledger.RulePledgeTwice: "fault.pledge-twice.hint", ledger.RuleCampaignClosed: "fault.campaign-closed.hint",
	ledger.RuleRegistrarUnknown: "fault.registrar.hint", ledger.RuleRegistrarRange: "fault.registrar.hint",
	ledger.RuleLedgerRange:    "fault.ledger-range.hint",
	ledger.RuleTimeAhead:      "fault.time-ahead.hint",
	ledger.RuleCredentialLive: "fault.credential-live.hint", ledger.RuleCredentialUnrecorded: "fault.credential-unrec.hint",
}

// takesRegistrarKey gives a verb that signs as a registrar the flag that says as which one.
func (a *app) takesRegistrarKey(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.registrarKey, "registrar-key", "", a.say("flag.registrar-key"))
}

// registrar opens the registrar's key: the one that was named, or the home's. Of a public key that
// was named the private one is in the agent.
func (a *app) registrar(ctx context.Context, h *home) (crypto.Signer, error) {
	path := a.registrarKey
	if path == "" {
		path = outpost.KeyPath(h)
	}
	return a.registrarAt(ctx, path)
}

// registrarAt opens a registrar's key once.
func (a *app) registrarAt(ctx context.Context, path string) (crypto.Signer, error) {
	if key := a.opened[path]; key != nil {
		return key, nil
	}
	key, err := a.unsealed(ctx, path)
	if err == nil {
		if a.opened == nil {
			a.opened = map[string]crypto.Signer{}
		}
		a.opened[path] = key
	}
	return key, err
}

func (a *app) unsealed(ctx context.Context, path string) (crypto.Signer, error) {
	key, err := a.openKey(ctx, path)
	if f := (*fault)(nil); errors.As(err, &f) && f.code == "key-is-public" {
		if pub, _, bad := keyfile.ReadPublic(path); bad == nil {
			return agentKey(pub)
		}
	}
	return key, err
}

// ledgerFault says what the ledger refused. what names the thing refused: a file, a person, an entry.
func (a *app) ledgerFault(h *home, what string, err error) error {
	var rule *ledger.RuleError
	var clock *ledger.ClockError
	var disk *ledger.DiskError
	var rolled *ledger.RollbackError
	var later *ledger.LaterError
	var damaged *ledger.DamageError
	var said *fault
	var path *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &said):
		return said
	case h != nil && h.Away != nil && a.awayFault(h, err) != nil:
		return a.awayFault(h, err)
	case a.thereFault(h, err) != nil:
		return a.thereFault(h, err)
	case officeFault(err) != nil:
		return officeFault(err)
	case a.headFault(h, err) != nil:
		return a.headFault(h, err)
	case forkFault(h, err) != nil:
		return forkFault(h, err)
	case what == h.Dir && errors.Is(err, fs.ErrNotExist) && errors.As(err, &path) && !strings.HasPrefix(path.Path, h.LedgerDir()):
		return err // trust.note or a key, and not the ledger
	case errors.As(err, &rule):
		f := refuse("refused", "what", what, "why", words{"rule." + rule.Rule, rule.Args})
		f.rule = rule.Rule
		if hint := ruleHints[rule.Rule]; hint != "" {
			f = f.hinted(hint)
		}
		return f
	case errors.As(err, &clock):
		code := "clock-behind"
		if clock.Jumped {
			code = "clock-jumped"
		}
		zone := h.Zone()
		return refuse(code, "now", phrase.Moment(a.lang, clock.Now, zone), "want", phrase.Moment(a.lang, clock.Want, zone)).hinted("fault.clock.hint")
	case errors.As(err, &damaged):
		return refuse("store-damaged", "dir", h.LedgerDir(), "file", damaged.File, "why", words{"damage." + damaged.What, nil})
	case errors.Is(err, ledger.ErrUnsettled):
		f := refuse("ledger-unsettled", "dir", h.LedgerDir(), "ikrar", a.again())
		f.exit = exitUndetermined
		return f
	case errors.Is(err, ledger.ErrFileSystem):
		return refuse("file-system", "dir", h.Dir)
	case errors.As(err, &disk):
		return refuse("disk-reserve", "dir", disk.Dir, "free", disk.Free>>20, "reserve", disk.Reserve>>20)
	case errors.As(err, &rolled):
		return refuse("ledger-rolled-back", "dir", h.LedgerDir(), "head", rolled.Head, "store", rolled.Store)
	case errors.As(err, &later):
		return errors.Join(refuse("ledger-later"), later)
	case errors.Is(err, ledger.ErrLocked):
		return refuse("ledger-locked", "dir", h.LedgerDir())
	case errors.Is(err, ledger.ErrStoreKey):
		return refuse("store-key", "path", h.KeyPath("store"), "dir", h.LedgerDir())
	case errors.Is(err, ledger.ErrOlder):
		return refuse("ledger-older", "dir", h.LedgerDir())
	case what == h.Dir && (errors.Is(err, eddsa.ErrSignature) || errors.Is(err, signer.ErrEncoding)):
		return refuse("ledger-unreadable", "dir", h.Dir).because(err)
	case errors.Is(err, ledger.ErrDamaged):
		return refuse("ledger-damaged", "dir", h.LedgerDir()).because(err)
	case errors.Is(err, eddsa.ErrSignature):
		return refuse("not-signed", "path", what)
	case errors.Is(err, signer.ErrEncoding):
		return refuse("not-encoded", "path", what).because(err)
	case errors.Is(err, ledger.ErrNotFound) && what == h.Dir, errors.Is(err, fs.ErrNotExist) && what == h.Dir:
		return refuse("ledger-missing", "dir", h.LedgerDir())
	}
	return fmt.Errorf("%s: %w", what, err)
}
