package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office/config"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/phrase"
)

// ledgerRefusals are what the ledger says, as people read it: program's code, message and hint joined by " | ".
var ledgerRefusals = []struct {
	err    error
	id, en string
}{
	{&ledger.RuleError{Rule: ledger.RulePledgeTwice, Args: []any{"id", "deklarasi", "index", 7}},
		"pledge-twice | a.pledge: orang ini sudah berkomitmen dalam kegiatan deklarasi (entri 7) | satu orang satu komitmen dalam satu kegiatan; cabut dulu yang lama bila keliru",
		"pledge-twice | a.pledge: this person has pledged in campaign deklarasi already (entry 7) | one pledge a person and campaign; revoke the old one first if it was a mistake"},
	{&ledger.RuleError{Rule: ledger.RuleCampaignClosed, Args: []any{"id", "deklarasi"}},
		"campaign-closed | a.pledge: kegiatan deklarasi sudah ditutup | kegiatan dapat diperpanjang dengan ikrar campaign extend ID --closes TANGGAL",
		"campaign-closed | a.pledge: campaign deklarasi is closed | a campaign can be extended by ikrar campaign extend ID --closes DATE"},
	{&ledger.RuleError{Rule: ledger.RuleCredentialUnrecorded},
		"credential-unrecorded | a.pledge: kredensialnya tidak pernah dicatat di buku besar ini | daftarkan orang ini di buku besar ini dengan ikrar enrol, lalu minta ia menandatangani lagi. Bila ia sudah pernah didaftarkan di sini, jalankan dahulu ikrar audit: penyimpanannya mungkin rusak",
		"credential-unrecorded | a.pledge: its credential was never recorded in this ledger | enrol this person in this ledger by ikrar enrol, then ask for a new signature. If that person was enrolled here before, run ikrar audit first: the store may be damaged"},
	{&ledger.RuleError{Rule: ledger.RuleCredentialRevoked},
		"credential-revoked | a.pledge: kredensial atau kuncinya sudah dicabut atau diganti",
		"credential-revoked | a.pledge: its credential or key was revoked or replaced"},
	{&ledger.RuleError{Rule: ledger.RuleKeyLive},
		"key-live | a.pledge: kunci ini milik orang lain yang sudah terdaftar",
		"key-live | a.pledge: this key belongs to another person who is enrolled"},
	{&ledger.RuleError{Rule: ledger.RuleCredentialLive},
		"credential-live | a.pledge: orang ini sudah terdaftar dengan kunci lain | bila kunci lama hilang atau diganti, ulangi dengan --replace",
		"credential-live | a.pledge: this person is enrolled with another key | if the old key is lost or replaced, repeat with --replace"},
	{&ledger.RuleError{Rule: ledger.RuleRegistrarUnknown},
		"registrar-unknown | a.pledge: petugas pendaftarnya tidak ada dalam daftar kepercayaan | pakai keys/registrar.key milik petugas yang ditunjuk, atau tunjuk petugas baru dengan ikrar registrar add",
		"registrar-unknown | a.pledge: its registrar is not in the trust list | use the keys/registrar.key of an appointed registrar, or appoint a new one by ikrar registrar add"},
	{&ledger.ClockError{Now: theMoment, Want: theMoment.Add(time.Hour)},
		"clock-behind | jam komputer ini (31 Maret 2022, 10.15 WIB) tertinggal dari entri terakhir (31 Maret 2022, 11.15 WIB); tidak ada yang dicatat | betulkan jam; bila jam sudah benar, ulangi dengan --accept-clock",
		"clock-behind | this computer's clock (31 March 2022, 10:15 WIB) is behind the last entry (31 March 2022, 11:15 WIB); nothing was recorded | correct the clock; if it is right, repeat with --accept-clock"},
	{&ledger.ClockError{Now: theMoment.Add(time.Hour), Want: theMoment, Jumped: true},
		"clock-jumped | jam komputer ini melompat ke 31 Maret 2022, 11.15 WIB, seharusnya sekitar 31 Maret 2022, 10.15 WIB; tidak ada yang dicatat | betulkan jam; bila jam sudah benar, ulangi dengan --accept-clock",
		"clock-jumped | this computer's clock jumped to 31 March 2022, 11:15 WIB, it should be about 31 March 2022, 10:15 WIB; nothing was recorded | correct the clock; if it is right, repeat with --accept-clock"},
	{&ledger.DiskError{Dir: "bkd/ledger", Free: 100 << 20, Reserve: 256 << 20},
		"disk-reserve | bkd/ledger: ruang disk tersisa 100 MiB, kurang dari cadangan 256 MiB; tidak ada yang dicatat | kosongkan ruang, atau ubah free_space_reserve_mib di ikrar.toml",
		"disk-reserve | bkd/ledger: 100 MiB of disk are free, less than the reserve of 256 MiB; nothing was recorded | free some space, or change free_space_reserve_mib in ikrar.toml"},
	{&ledger.HeadMissingError{Head: "bkd/ledger.head", Size: 12},
		"head-missing | bkd/ledger.head: berkas ini tidak ada, padahal buku besar memuat 12 entri; tidak ada yang dicatat | berkas itu mengingat berapa entri yang sudah pernah dicatat; tanpanya satu nomor dapat berarti dua hal. Kembalikan dari mesin atau salinan yang lama. Bila tidak ada lagi, dan Anda yakin 12 entri adalah semua yang pernah dicatat, ketik ikrar settle --accept-head 12",
		"head-missing | bkd/ledger.head: this file is missing, and the ledger holds 12 entries; nothing was recorded | that file remembers how many entries were ever recorded; without it one index could mean two things. Put it back from the old machine or a copy. If it is gone, and you are sure that 12 entries are all that were ever recorded, type ikrar settle --accept-head 12"},
	{&ledger.HeadMissingError{Head: "bkd/ledger.head", Size: 12, Accepted: 7},
		"head-size | --accept-head 7: buku besar memuat 12 entri, dan bkd/ledger.head tidak ada; tidak ada yang dicatat | berkas itu mengingat berapa entri yang sudah pernah dicatat; tanpanya satu nomor dapat berarti dua hal. Kembalikan dari mesin atau salinan yang lama. Bila tidak ada lagi, dan Anda yakin 12 entri adalah semua yang pernah dicatat, ketik ikrar settle --accept-head 12",
		"head-size | --accept-head 7: the ledger holds 12 entries, and bkd/ledger.head is missing; nothing was recorded | that file remembers how many entries were ever recorded; without it one index could mean two things. Put it back from the old machine or a copy. If it is gone, and you are sure that 12 entries are all that were ever recorded, type ikrar settle --accept-head 12"},
	{&ledger.HeadUnreadableError{Head: "bkd/ledger.head", Err: signer.ErrEncoding},
		"head-unreadable | bkd/ledger.head: hanya berkas ini yang tidak dapat dibaca; isinya bukan ledger.head dari buku besar ini. Tidak ada yang diubah | kembalikan berkas itu dari salinan. Bila tidak ada, pindahkan berkas itu, dan ketik ikrar settle --accept-head JUMLAH bila Anda yakin entri yang ada adalah semua yang pernah dicatat; ikrar audit menyebutkan jumlahnya",
		"head-unreadable | bkd/ledger.head: only this file cannot be read; it is no ledger.head of this ledger. Nothing was changed | put a copy of that file back. Where there is none, move the file away, and type ikrar settle --accept-head SIZE if you are sure that the entries that are there are all that were ever recorded; ikrar audit tells how many"},
	{ledger.ErrErasing,
		"erasure-unfinished | bkd/ledger: sebuah penghapusan terhenti sebelum selesai; data yang dihapus mungkin masih ada di disk | ketik ikrar settle, atau ulangi ikrar erase: keduanya menyelesaikannya. Buku besarnya tidak rusak karena itu",
		"erasure-unfinished | bkd/ledger: an erasure was not finished; what it erased may still be on the disk | type ikrar settle, or repeat ikrar erase: either finishes it. The ledger is not damaged by it"},
	{eddsa.ErrSignature,
		"not-signed | a.pledge: tanda tangannya tidak cocok dengan isinya; tidak ada yang dicatat",
		"not-signed | a.pledge: its signature does not match its content; nothing was recorded"},
}

func TestLedgerRefusals(t *testing.T) {
	for _, c := range ledgerRefusals {
		for lang, want := range map[phrase.Lang]string{phrase.ID: c.id, phrase.EN: c.en} {
			a, _, _ := testApp("")
			a.lang = lang
			f := asFault("ikrar record", a.ledgerFault(&home{Dir: "bkd", Config: config.Default()}, "a.pledge", c.err))
			message, hint := a.explain(f)
			if got := strings.TrimSuffix(f.name()+" | "+message+" | "+hint, " | "); got != want {
				t.Errorf("%v in %s\n got %s\nwant %s", c.err, lang, got, want)
			}
		}
	}
	a, _, _ := testApp("")
	if err := a.ledgerFault(&home{Dir: "bkd"}, "a.pledge", nil); err != nil {
		t.Errorf("of no error: %v", err)
	}
	odd := errors.New("odd")
	if err := a.ledgerFault(&home{Dir: "bkd"}, "a.pledge", odd); !errors.Is(err, odd) || err.Error() != "a.pledge: odd" {
		t.Errorf("of an unknown error: %v", err)
	}
}

// TestRulesHaveSentences: every rule by which the ledger refuses has its sentence here, and every sentence its rule.
func TestRulesHaveSentences(t *testing.T) {
	rules := constants(t, "../../ledger/internal/rules/errors.go", "Rule")
	if len(rules) < 30 {
		t.Fatalf("only %d rules were found", len(rules))
	}
	a, _, _ := testApp("")
	for rule := range rules {
		if a.sayIf("rule."+rule) == "" {
			t.Errorf("no sentence for the rule %s", rule)
		}
	}
	for key := range phrases {
		if rule, ok := strings.CutPrefix(key, "rule."); ok && !rules[rule] {
			t.Errorf("a sentence for %s, which is no rule", rule)
		}
	}
}

// TestOfficeHasSentences: every code by which the office refuses has its sentence, and every reason.
func TestOfficeHasSentences(t *testing.T) {
	codes := constants(t, "../../ledger/office/refused.go", "")
	reasons := constants(t, "../../ledger/office/config/settings.go", "reason")
	for _, file := range []string{"campaign.go", "reasons/reasons.go"} {
		maps.Copy(reasons, constants(t, "../../ledger/office/"+file, "reason"))
	}
	if len(codes) < 18 || len(reasons) < 19 {
		t.Fatalf("only %d codes and %d reasons were found", len(codes), len(reasons))
	}
	a, _, _ := testApp("")
	for prefix, all := range map[string]map[string]bool{"fault.": codes, "reason.": reasons} {
		for code := range all {
			if a.sayIf(prefix+code) == "" {
				t.Errorf("no sentence for %s%s", prefix, code)
			}
		}
	}
}

// constants are the values of a file's string constants whose names begin with prefix.
func constants(t *testing.T, path, prefix string) map[string]bool {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for i, name := range spec.Names {
				if i < len(spec.Values) && strings.HasPrefix(name.Name, prefix) {
					if lit, ok := spec.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
						value, err := strconv.Unquote(lit.Value)
						if err != nil {
							t.Fatal(err)
						}
						found[value] = true
					}
				}
			}
		}
		return true
	})
	return found
}

// TestUndecidedHaveSentences: what an audit leaves open has each its own fault, and one exit code.
func TestUndecidedHaveSentences(t *testing.T) {
	open := constants(t, "../../ledger/internal/audit/report.go", "Undecided")
	if len(open) < 2 {
		t.Fatalf("an audit leaves %v open", open)
	}
	for what := range open {
		a, _, _ := testApp("")
		if f := a.undecidedFault(&home{Dir: "bkd"}, what, 12); f.code != what || f.exit != exitUndetermined {
			t.Errorf("%s: %v, exit %d", what, f, f.exit)
		}
	}
}

// TestAuditFindingsHaveSentences: so has everything that an audit can find.
func TestAuditFindingsHaveSentences(t *testing.T) {
	found := constants(t, "../../ledger/internal/audit/report.go", "Found")
	if len(found) < 10 {
		t.Fatalf("only %d kinds of findings", len(found))
	}
	a, _, _ := testApp("")
	for what := range found {
		if a.sayIf("audit.what."+what) == "" {
			t.Errorf("no sentence for the finding %s", what)
		}
	}
}
