package main

import (
	"errors"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer/keyfile"
)

// officeFault is the fault of what package office refused, or config, or nil: its codes are ours.
func officeFault(err error) *fault {
	var refused *office.RefusedError
	var mode *keyfile.PermissionError
	var bad *config.Error
	switch {
	case errors.As(err, &bad):
		return configFault(bad)
	case errors.As(err, &refused):
		f := refuse(string(refused.Code), refused.Args...)
		f.cause = refused.Err
		if hint := officeHints[refused.Code]; hint != "" {
			f = f.hinted(hint)
		}
		return f
	case errors.As(err, &mode):
		return refuse("key-permissions", "path", mode.Path, "mode", mode.Mode.Perm().String(), "fix", mode.Fix())
	}
	return nil
}

// configFault says what is wrong with an ikrar.toml.
func configFault(e *config.Error) *fault {
	f := refuse("config-"+e.Why, "path", e.Path)
	var value *config.ValueError
	switch {
	case e.Why == config.TooLong:
		f.args = append(f.args, "max", config.MaxBytes)
	case e.Why == config.BadSyntax:
		f.args = append(f.args, "line", e.Line)
		f.cause = errors.New(e.Detail)
	case e.Why == config.UnknownKey:
		f.args = append(f.args, "line", e.Line, "key", e.Key)
		// What the trust list says is looked for here, and put into whatever section is last.
		last := e.Key[strings.LastIndexByte(e.Key, '.')+1:]
		if flag := map[string]string{"name": "institution", "institution": "institution", "url": "url",
			"timezone": "timezone"}[strings.ToLower(last)]; flag != "" {
			f = f.hinted("hint.config-fact", "flag", "--"+flag)
		}
	case errors.As(e.Err, &value):
		f.args = append(f.args, "line", e.Line, "key", value.Key, "value", value.Value, "reason", value.Reason)
	default:
		f.cause = e.Err
	}
	return f
}

// officeHints are the next steps that several codes share.
var officeHints = map[office.Code]string{
	office.TrustOther: "fault.trust-broken.hint",
}

// officeWords are the sentences of the reasons that package office gives among its arguments;
// others stay.
func officeWords(arg any) any {
	switch r := arg.(type) {
	case config.Reason:
		return reasonWords("reason." + string(r))
	case roster.Reason:
		return words{"roster.reason." + string(r), nil}
	}
	return arg
}

// reasonWords is a reason with what its sentence may need.
func reasonWords(key string) words {
	return words{key, []any{"counter", "{urut}", "year", "{tahun}", "parts", strings.Join(config.NumberParts, " ")}}
}
