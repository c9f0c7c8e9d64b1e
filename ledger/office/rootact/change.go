package rootact

import (
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/signer/eddsa"
	"ikrar/signer/text"
	"ikrar/verify/trust"
)

// Why a change is refused, with what each is about.
const (
	Same       office.Code = "trust-same"  // the list in force says so already
	TextExists office.Code = "text-exists" // id
)

func refuse(code office.Code, args ...any) *office.RefusedError {
	return &office.RefusedError{Code: code, Args: args}
}

// Change makes of a copy of the list in force the list that is to come. index is that of the
// ledger's next entry, from which on the list counts.
type Change func(next *trust.List, index uint64) error

// Renew changes nothing: the next list is fresh for a year again.
func Renew(*trust.List, uint64) error { return nil }

// SetFacts changes the institution's name, address and time zone; what is empty stays. The facts
// are settled ([config.Facts.Settle]).
func SetFacts(want config.Facts) Change {
	return func(t *trust.List, _ uint64) error {
		is := config.FactsOf(t)
		next := want.Over(is)
		if next == is {
			return refuse(Same)
		}
		t.Institution, t.URL, t.Timezone = next.Name, next.URL, next.Timezone
		return nil
	}
}

// ApproveText approves a text of the institution's own, which campaigns may sign from then on.
func ApproveText(x text.Text) Change {
	return func(t *trust.List, _ uint64) error {
		for _, known := range t.Texts {
			if known.Digest == x.Digest() || known.ID == x.ID {
				return refuse(TextExists, "id", known.ID)
			}
		}
		t.Texts = append(t.Texts, trust.Text{Digest: x.Digest(), ID: x.ID, Language: x.Language, Title: x.Title})
		return nil
	}
}

// NameRoot names the successor of the root key.
func NameRoot(key eddsa.PublicKey) Change {
	return func(t *trust.List, _ uint64) error { return t.NameRoot(key) }
}
