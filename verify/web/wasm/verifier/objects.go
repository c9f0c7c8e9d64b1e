//go:build js && wasm

package main

import (
	"encoding/hex"
	"math"
	"syscall/js"

	"ikrar/verify"
	"ikrar/verify/trust"
)

// The objects below are those of verifier/engine.js. JavaScript's numbers hold every index and time exactly.

func trustObject(number int, t *trust.List) map[string]any {
	var registrars, ledgers, texts []any
	for _, r := range t.Registrars {
		id := r.Key.ID()
		registrars = append(registrars, with(rangeObject(r.Range), map[string]any{"kid": hex.EncodeToString(id[:]), "key": array(r.Key[:]), "name": r.Name}))
	}
	for _, l := range t.Ledgers {
		ledgers = append(ledgers, with(rangeObject(l.Range), map[string]any{"state": string(l.State), "stolen": l.Stolen}))
	}
	for _, x := range t.Texts {
		texts = append(texts, textObject(x))
	}
	var nextRoot any
	if t.NextRoot != nil {
		nextRoot = t.NextRoot.String()
	}
	return map[string]any{"number": number, "institution": t.Institution, "origin": t.Origin, "url": t.URL, "timezone": t.Timezone,
		"serial": float64(t.Serial), "issued": t.Issued, "nextUpdate": t.NextUpdate, "root": t.Root.String(), "nextRoot": nextRoot,
		"registrars": registrars, "ledgers": ledgers, "texts": texts, "policy": policyObject(t.Policy)}
}

func policyObject(p trust.Policy) map[string]any {
	var logs, witnesses, groups []any
	for _, l := range p.Logs {
		logs = append(logs, map[string]any{"key": map[string]any{"text": l.Key.String()}, "url": l.URL})
	}
	for _, w := range p.Witnesses {
		witnesses = append(witnesses, map[string]any{"name": w.Name, "key": map[string]any{"text": w.Key.String()}, "url": w.URL})
	}
	for _, g := range p.Groups {
		groups = append(groups, map[string]any{"name": g.Name, "need": g.Need, "members": list(g.Members)})
	}
	return map[string]any{"logs": logs, "witnesses": witnesses, "groups": groups, "quorum": p.Quorum}
}

func rangeObject(r trust.Range) map[string]any {
	last := float64(r.Last)
	if r.Last == trust.NoEnd {
		last = math.Inf(1)
	}
	return map[string]any{"first": float64(r.First), "last": last}
}

func textObject(x trust.Text) map[string]any {
	return map[string]any{"digest": x.Digest.String(), "id": x.ID, "language": x.Language, "title": x.Title}
}

// array makes a Uint8Array.
func array(b []byte) js.Value {
	a := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(a, b)
	return a
}

func with(object, more map[string]any) map[string]any {
	for k, v := range more {
		object[k] = v
	}
	return object
}

func list(texts []string) []any {
	all := []any{}
	for _, s := range texts {
		all = append(all, s)
	}
	return all
}

func resultObject(r verify.Result) map[string]any {
	var steps []any
	for _, s := range r.Steps {
		var ok any
		if s.OK != nil {
			ok = *s.OK
		}
		steps = append(steps, map[string]any{"n": s.N, "ok": ok, "code": s.Reason.Code, "args": argsObject(s.Reason.Args)})
	}
	person := r.Person()
	object := map[string]any{
		"verdict": string(r.Verdict), "integrity": string(r.Integrity), "trust": string(r.Trust), "status": string(r.Status.State),
		"revocation": map[string]any{"time": r.Status.Time, "reason": r.Status.Reason, "asOf": r.Status.AsOf}, "file": string(r.File),
		"steps": steps, "index": nil, "time": nil, "code": "", "pledge": nil, "text": nil, "registrar": map[string]any{"name": r.Registrar},
		"person": map[string]any{"name": person.Name, "unit": person.Unit, "position": person.Position, "rank": person.Rank, "nip_last4": person.NIPLast4},
		"quorum": map[string]any{"need": r.Quorum.Need, "have": r.Quorum.Have, "names": list(r.Quorum.Names)},
	}
	if p := r.Proof; p != nil {
		claims := p.Pledge.Claims()
		object["index"], object["time"], object["code"] = float64(p.Index), p.Time, string(p.Code())
		object["pledge"] = map[string]any{"digest": p.Pledge.Digest().String(), "text_id": r.Text.ID, "text_digest": claims.Text.String(),
			"campaign": claims.Campaign, "place": claims.Place, "time": claims.IssuedAt}
	}
	if r.Text.ID != "" {
		object["text"] = textObject(r.Text)
	}
	return object
}

// argsObject makes an object of name, value, name, value.
func argsObject(args []any) map[string]any {
	object := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		value := args[i+1]
		if n, ok := value.(uint64); ok {
			value = float64(n)
		}
		object[args[i].(string)] = value
	}
	return object
}
