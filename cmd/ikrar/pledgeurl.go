package main

import (
	"context"
	"crypto"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	acting "ikrar/ledger/remote"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
	"ikrar/verify"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

var pledgeURLPhrases = phrase.Book{
	"arg.packet":                   {ID: "NIP.ikrar|ALAMAT", EN: "NIP.ikrar|URL"},
	"pledge.flag.code":             {ID: "`KODE` undangan dari kepegawaian, sekali saja", EN: "the invitation's `CODE` from HR, the first time only"},
	"pledge.flag.wait":             {ID: "menunggu petugas pendaftar selama `WAKTU` ini", EN: "wait this `TIME` for a registrar"},
	"pledge.flag.no-passphrase":    {ID: "kunci baru tanpa frasa sandi", EN: "make a new key without a passphrase"},
	"pledge.root":                  {ID: "{institution}, {address}\nSidik jari kunci akar: {fingerprint}", EN: "{institution}, {address}\nFingerprint of the root key: {fingerprint}"},
	"pledge.root.ask":              {ID: "Sama dengan yang tertulis pada undangan Anda?", EN: "Is it the one on your invitation?"},
	"pledge.key":                   {ID: "Kunci Anda: {path}. Simpan berkas itu dan frasa sandinya; jangan diberikan kepada siapa pun.", EN: "Your key: {path}. Keep that file and its passphrase; give it to nobody."},
	"pledge.waiting":               {ID: "Menunggu petugas pendaftar. Boleh dihentikan dengan Ctrl+C dan diulang nanti.", EN: "Waiting for a registrar. You may stop by Ctrl+C and repeat this later."},
	"pledge.again":                 {ID: "Komitmen yang sudah Anda tandatangani ({path}) dikirim lagi.", EN: "The pledge that you signed before ({path}) is sent again."},
	"pledge.recorded":              {ID: "Tercatat: {name}, kode {code}, entri {index}\nBuktinya: {path}", EN: "Recorded: {name}, code {code}, entry {index}\nIts proof: {path}"},
	"hint.pledge-address":          {ID: "bila maksud Anda sebuah alamat, ketik {meant}", EN: "if you mean an address, type {meant}"},
	"fault.pledge-offline-flag":    {ID: "{flag} hanya untuk komitmen di sebuah ALAMAT", EN: "{flag} is only for a pledge at a URL"},
	"fault.pledge-agent":           {ID: "--agent tidak dapat dipakai di sebuah ALAMAT", EN: "--agent cannot be used at a URL"},
	"fault.pledge-agent.hint":      {ID: "minta NIP.ikrar dari kepegawaian dan tandatangani luring, atau beri --key BERKAS", EN: "ask HR for NIP.ikrar and sign offline, or give --key FILE"},
	"fault.pledge-url":             {ID: "{address}: bukan alamat http atau https yang lengkap", EN: "{address}: not a whole http or https address"},
	"fault.pledge-plain":           {ID: "{address}: tanpa https, kode undangan Anda dapat dibaca di jalan", EN: "{address}: without https your invitation's code can be read on its way"},
	"fault.pledge-plain.hint":      {ID: "ketik {secure}, bila itu alamat pada undangan Anda", EN: "type {secure}, if that is the address on your invitation"},
	"fault.pledge-code":            {ID: "kode undangan {value} salah ketik", EN: "the invitation's code {value} is mistyped"},
	"fault.pledge-code.hint":       {ID: "ketik lagi 16 huruf dan angka dari undangan", EN: "type the 16 letters and digits of the invitation once more"},
	"fault.pledge-no-key":          {ID: "{path} belum ada, dan tanpa undangan kunci baru tidak dapat didaftarkan", EN: "{path} does not exist yet, and without an invitation a new key cannot be enrolled"},
	"fault.pledge-no-key.hint":     {ID: "beri --code KODE dari undangan, atau --key BERKAS dengan kunci yang sudah terdaftar", EN: "give --code CODE of the invitation, or --key FILE with a key that is enrolled"},
	"fault.pledge-unreached":       {ID: "{address}: tidak dapat dihubungi", EN: "{address}: cannot be reached"},
	"fault.pledge-unreached.hint":  {ID: "periksa jaringan dan alamatnya, lalu ulangi; yang sudah selesai tidak diulang", EN: "check the network and the address, then repeat; what is done is not done again"},
	"fault.pledge-unreached.plain": {ID: "yang menjawab di sana tidak memakai https; di komputer ini sendiri cukup ketik {plain}", EN: "what answers there does not use https; on this computer itself type {plain}"},
	"fault.pledge-unreached.secure": {
		ID: "periksa jaringan dan alamatnya; buku besar biasanya menjawab di https: coba ketik {secure}",
		EN: "check the network and the address; ledgers usually answer by https: try to type {secure}",
	},
	"fault.pledge-answer":          {ID: "{address}: jawabannya bukan dari buku besar ikrar", EN: "{address}: its answer is not that of an ikrar ledger"},
	"fault.pledge-answer.hint":     {ID: "alamatnya mungkin salah; alamat buku besar tertulis pada undangan dan dalam daftar kepercayaan, misalnya https://ikrar.contoh.example", EN: "the address may be wrong; a ledger's is on the invitation and in the trust list, for example https://ikrar.contoh.example"},
	"fault.pledge-refused":         {ID: "{address}: {message}", EN: "{address}: {message}"},
	"fault.pledge-invitation.hint": {ID: "periksa kodenya; bila benar, minta undangan baru dari kepegawaian", EN: "check the code; if it is right, ask HR for a new invitation"},
	"fault.pledge-registrar.hint":  {ID: "beri tahu kepegawaian: peladennya memakai kunci petugas yang tidak berwenang; ulangi perintah yang sama setelah itu diperbaiki", EN: "tell HR: its server uses the key of a registrar who may not sign; repeat the same command once that is mended"},
	"fault.pledge-waits":           {ID: "kunci Anda menunggu petugas pendaftar", EN: "your key waits for a registrar"},
	"fault.pledge-waits.hint":      {ID: "ulangi perintah yang sama nanti; kunci dan undangan Anda tetap berlaku", EN: "repeat the same command later; your key and your invitation stay as they are"},
	"fault.pledge-text":            {ID: "naskah kegiatan {id} tidak ada dalam daftar kepercayaan lembaga", EN: "the text of campaign {id} is not in the institution's trust list"},
	"fault.pledge-proof":           {ID: "komitmen Anda tercatat (kode {code}), tetapi buktinya belum dapat diambil", EN: "your pledge is recorded (code {code}), but its proof cannot be had yet"},
	"fault.pledge-proof.hint":      {ID: "ulangi perintah yang sama nanti; tidak ada yang ditandatangani dua kali", EN: "repeat the same command later; nothing is signed twice"},
	"fault.pledge-proof-bad":       {ID: "bukti dari {address} tidak sah: {verdict}", EN: "the proof from {address} does not hold: {verdict}"},
}

// online is a pledge at an address: what the flags say, and what is known so far.
type online struct {
	address, code, keyPath, output, campaign string
	wait                                     time.Duration
	yes, bare                                bool
	root                                     rootFlag
}

const (
	defaultPledgeKey  = "ikrar.key"
	defaultPledgeWait = time.Minute
	pollPause         = 3 * time.Second // between two looks whether a registrar has signed
)

// pledgeAt is all that an employee types: it makes the key, redeems the invitation, shows the text, asks, posts, and saves
// the proof. Each step may be interrupted and repeated: what is on disk or recorded already is not done again.
func (a *app) pledgeAt(cmd *cobra.Command, s online) error {
	ctx := cmd.Context()
	if err := readAddress(cmd, &s); err != nil {
		return err
	}
	list, err := a.trustAt(ctx, s)
	if err != nil {
		return err
	}
	key, err := a.keyFor(ctx, s)
	if err != nil {
		return err
	}
	o, err := a.redeem(ctx, s, key, list)
	if err != nil {
		return err
	}
	chosen, err := a.chooseCampaign(s.address, o, s.campaign)
	if err != nil {
		return err
	}
	if _, listed := o.Trust.Text(chosen.Digest); !listed {
		return refuse("pledge-text", "id", chosen.ID)
	}
	if s.output == "" {
		s.output = chosen.ID + ".tlog-proof"
	}
	pledge, sent, err := a.signedPledge(ctx, s, key, o, chosen)
	if err != nil {
		return err
	}
	if !sent {
		if err := a.actingAt(s.address).Pledge(ctx, pledge); err != nil {
			return a.servedFault(s.address, err)
		}
	}
	return a.saveProof(ctx, s, o, pledge)
}

// readAddress judges what was typed, before anything is made or sent.
func readAddress(cmd *cobra.Command, s *online) error {
	base, err := remote.ParseURL(s.address)
	if err != nil {
		return proposed(refuse("pledge-url", "address", s.address).usage(cmd.CommandPath()), s.address)
	}
	s.address = base
	if u, err := url.Parse(base); s.code != "" && err == nil && u.Scheme == "http" {
		if plain, here := plainHere(base); !here {
			u.Scheme = "https"
			return refuse("pledge-plain", "address", plain, "secure", u.String())
		}
	}
	if s.code != "" {
		code, err := invitation.ParseCode(s.code)
		if err != nil {
			return refuse("pledge-code", "value", s.code).mistyped()
		}
		s.code = string(code)
	}
	if s.keyPath == "" {
		s.keyPath = defaultPledgeKey
	}
	if _, err := os.Lstat(s.keyPath); s.code == "" && errors.Is(err, fs.ErrNotExist) {
		return refuse("pledge-no-key", "path", s.keyPath).mistyped()
	}
	return nil
}

// plainHere is an address with http, and whether it is of this computer, where nobody else can read along.
func plainHere(address string) (plain string, here bool) {
	u, err := url.Parse(address)
	if err != nil {
		return address, false
	}
	u.Scheme = "http"
	ip := net.ParseIP(u.Hostname())
	return u.String(), u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// keyFor opens the person's key, or makes it where there is none: an invitation was typed then.
func (a *app) keyFor(ctx context.Context, s online) (crypto.Signer, error) {
	_, err := os.Lstat(s.keyPath)
	if !errors.Is(err, fs.ErrNotExist) {
		return a.openKey(ctx, s.keyPath)
	}
	_, secret, err := a.newKey(ctx, s.keyPath, s.bare)
	if err != nil {
		return nil, err
	}
	a.note("pledge.key", "path", s.keyPath)
	key, err := keyfile.Open(s.keyPath, func() (keyfile.Passphrase, error) { return keyfile.Typed(secret), nil })
	if err != nil {
		return nil, keyFault(s.keyPath, err)
	}
	return key, nil
}

// redeem asks for the credential of the key, and waits for a registrar where one has yet to sign it.
func (a *app) redeem(ctx context.Context, s online, key crypto.Signer, list *trust.List) (packet.Opened, error) {
	request, err := requestOf(s, key, list)
	if err != nil {
		return packet.Opened{}, refuse("unsignable", "what", s.keyPath).because(err)
	}
	for waited := time.Duration(0); ; waited += pollPause {
		raw, err := a.actingAt(s.address).Enrol(ctx, request)
		if err == nil {
			return openServed(s.address, raw, list.Root, key)
		}
		var refusal *remote.Refusal
		if !errors.As(err, &refusal) || refusal.Code != "waiting" {
			return packet.Opened{}, a.servedFault(s.address, err)
		}
		if waited >= s.wait {
			f := refuse("pledge-waits")
			f.exit = exitUndetermined
			return packet.Opened{}, f
		}
		if waited == 0 {
			a.note("pledge.waiting")
		}
		select {
		case <-time.After(pollPause):
		case <-ctx.Done():
			return packet.Opened{}, ctx.Err()
		}
	}
}

// requestOf asks for the credential of a key: by the code of an invitation, which is not sent, or of a key that has one.
func requestOf(s online, key crypto.Signer, list *trust.List) ([]byte, error) {
	if s.code == "" {
		return signer.Enrolment{}.Sign(key, list.Origin)
	}
	return invitation.Request{Address: list.URL}.Sign(key, invitation.Code(s.code).Key(list.Origin), list.Origin)
}

// actingAt is the ledger served at an address, to be enrolled in and to pledge in.
func (a *app) actingAt(address string) acting.Ledger {
	return acting.At(a.client, address, string(a.lang))
}

// openServed checks every signature of what a server answered, and that it is about this key.
func openServed(address string, raw []byte, root trust.VerifierKey, key crypto.Signer) (packet.Opened, error) {
	p, err := packet.Parse(raw)
	var o packet.Opened
	if err == nil {
		o, err = p.Open(&root)
	}
	if err == nil {
		var pub eddsa.PublicKey
		if pub, err = eddsa.PublicKeyOf(key); err == nil && o.Credential.Claims().Key != pub {
			err = eddsa.ErrKey
		}
	}
	if err != nil {
		return packet.Opened{}, refuse("pledge-answer", "address", address).because(err)
	}
	return o, nil
}

// signedPledge is the pledge to post. One that was signed before and whose proof is not here yet is posted as it is; sent
// says that the ledger has it. A new one is shown and asked for, and on disk before it leaves.
func (a *app) signedPledge(ctx context.Context, s online, key crypto.Signer, o packet.Opened, c signer.Campaign) (pledge []byte, sent bool, err error) {
	path := strings.TrimSuffix(s.output, filepath.Ext(s.output)) + ".pledge"
	for _, p := range []string{s.output, path} {
		old, err := pledgeIn(p)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || signer.CredentialOf(old).Claims().Key != o.Credential.Claims().Key || old.Claims().Campaign != c.ID {
			return nil, false, refuse("file-exists", "path", p)
		}
		a.note("pledge.again", "path", p)
		err = a.actingAt(s.address).Pledge(ctx, old.Bytes())
		var refusal *remote.Refusal
		if errors.As(err, &refusal) && refusal.Code == "credential-revoked" && p == path {
			break // signed under particulars that HR has corrected since, and never recorded
		}
		if err != nil {
			return nil, false, a.servedFault(s.address, err)
		}
		return old.Bytes(), true, nil
	}
	a.showPledge(o, c, true)
	if !s.yes {
		if err := a.confirm(ctx, "--yes", "pledge.ask"); err != nil {
			return nil, false, err
		}
	}
	pledge, err = signPledge(key, o, c, a.now().Unix())
	if err != nil {
		return nil, false, refuse("unsignable", "what", path).because(err)
	}
	return pledge, false, writeFile(path, pledge, private, replaceExisting)
}

// pledgeIn reads a pledge, or that of a proof.
func pledgeIn(path string) (signer.Unverified[signer.Pledge], error) {
	raw, err := files.ReadBounded(path, verify.MaxProof)
	if err != nil {
		return signer.Unverified[signer.Pledge]{}, err
	}
	if p, err := verify.Read(raw); err == nil {
		return p.Pledge, nil
	}
	return signer.Parse[signer.Pledge](raw)
}

// saveProof fetches the proof of a recorded pledge, checks it as anybody would, and saves it.
func (a *app) saveProof(ctx context.Context, s online, o packet.Opened, pledge []byte) error {
	code := verify.CodeOf(pledge)
	proof, err := a.client.At(s.address).Proof(ctx, code)
	if err != nil {
		f := refuse("pledge-proof", "code", code).because(err)
		f.exit = exitUndetermined
		return f
	}
	r := verify.Check(proof, o.Trust, nil, a.now().Unix())
	if r.Verdict != verify.Valid || r.Proof.Code() != code {
		return refuse("pledge-proof-bad", "address", s.address, "verdict", words{"verdict." + string(r.Verdict), nil})
	}
	if err := writeFile(s.output, proof, private, replaceExisting); err != nil {
		return err
	}
	// The proof holds the pledge; a copy left behind is no harm.
	_ = os.Remove(strings.TrimSuffix(s.output, filepath.Ext(s.output)) + ".pledge")
	a.result(struct {
		File  string `json:"file"`
		Code  string `json:"code"`
		Index uint64 `json:"index"`
		Key   string `json:"key"`
	}{s.output, string(code), r.Proof.Index, s.keyPath}, func() {
		a.print("pledge.recorded", "name", o.Credential.Claims().Name, "code", code, "index", r.Proof.Index, "path", s.output)
	})
	return nil
}

// servedFault says what a served ledger answered, or that it did not.
func (a *app) servedFault(address string, err error) error {
	var refusal *remote.Refusal
	var unreached remote.Unreachable
	var led remote.Redirected
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &led):
		return leads(address, led, "fault.address-leads.hint")
	case errors.As(err, &refusal):
		f := refuse("pledge-refused", "address", address, "message", refusal.Message)
		f.rule = refusal.Code
		if strings.HasPrefix(refusal.Code, "invitation-") || refusal.Code == "not-enrolled" {
			f = f.hinted("fault.pledge-invitation.hint")
		} else if refusal.Code == ledger.RuleRegistrarUnknown || refusal.Code == ledger.RuleRegistrarRange {
			f = f.hinted("fault.pledge-registrar.hint")
		}
		return f
	case errors.As(err, &unreached):
		f := refuse("pledge-unreached", "address", address).because(unreached.Unwrap())
		if plain, here := plainHere(address); here && errors.Is(err, http.ErrSchemeMismatch) {
			f = f.hinted("fault.pledge-unreached.plain", "plain", plain)
		} else if u, err := url.Parse(address); err == nil && u.Scheme == "http" && !here {
			u.Scheme = "https"
			f = f.hinted("fault.pledge-unreached.secure", "secure", u.String())
		}
		return f
	}
	return refuse("pledge-answer", "address", address).because(err)
}
