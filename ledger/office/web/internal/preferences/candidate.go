package preferences

import (
	"encoding/base64"
	"errors"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/verify/trust"
)

// askedBy begins a request to become a registrar, as a form carries it: a browser gives a file back
// once.
const askedBy = "registrar-request "

// fileText is an uploaded file as a field has it.
func fileText(data []byte) string {
	if rootact.IsRequest(data) {
		return askedBy + base64.StdEncoding.EncodeToString(data)
	}
	return strings.TrimPrefix(string(data), "\ufeff")
}

// appointing reads who is to become a registrar: a request, which says the name itself, or a public
// key under the name that was typed.
func (a *acting) appointing(r *frame.Request, list *trust.List) rootact.Change {
	encoded, asked := strings.CutPrefix(a.Fields["key"], askedBy)
	if !asked {
		key, ok := a.key(r)
		if reason := config.CheckText(a.Fields["name"], true); reason != "" {
			a.Wrong["name"] = r.Say("reason." + string(reason))
		}
		if !ok || len(a.Wrong) > 0 {
			return nil
		}
		return rootact.AddRegistrar(key, a.Fields["name"])
	}
	data, err := base64.StdEncoding.DecodeString(encoded)
	var c rootact.Candidate
	if err == nil {
		c, err = rootact.ReadCandidate(data, list.Origin)
	}
	var refused *office.RefusedError
	switch {
	case err == nil:
		a.Fields["name"], a.Asked = c.Name, true
		return rootact.AddRegistrar(c.Key, c.Name)
	case errors.As(err, &refused) && wrongOf[refused.Code][1] != "":
		a.Wrong["key"] = r.Say(wrongOf[refused.Code][1])
	default:
		a.Wrong["key"] = r.Say("preferences.registrar.format")
	}
	a.Fields["key"] = ""
	return nil
}
