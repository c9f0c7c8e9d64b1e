package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ikrar/ledger/office/config"
	"ikrar/ledger/office/nearest"
	"ikrar/ledger/office/reasons"
	"ikrar/verify/remote"
)

// argNames translates the placeholders of an argument list: "FILE..." becomes "BERKAS...".
func (a *app) argNames(args string) string {
	fields := strings.Fields(args)
	for i, field := range fields {
		name := strings.Trim(field, "[].")
		if word := a.sayIf("arg." + strings.ToLower(name)); word != "" {
			fields[i] = strings.Replace(field, name, word, 1)
		}
	}
	return strings.Join(fields, " ")
}

// takes checks the number of positional arguments against their list; see [app.verb].
func (a *app) takes(list string) cobra.PositionalArgs {
	names := strings.Fields(a.argNames(list))
	return func(cmd *cobra.Command, args []string) error {
		var missing []string
		for i, name := range names {
			if i >= len(args) && !strings.HasPrefix(name, "[") {
				missing = append(missing, strings.TrimSuffix(name, "..."))
			}
		}
		if len(missing) > 0 {
			return faults(refuse("argument-missing", "argument", strings.Join(missing, ", ")).usage(cmd.CommandPath()),
				judged(cmd, args))
		}
		endless := len(names) > 0 && strings.Contains(names[len(names)-1], "...")
		if len(args) > len(names) && !endless {
			return faults(refuse("argument-extra", "value", args[len(names)]).usage(cmd.CommandPath()), judged(cmd, args))
		}
		return judged(cmd, args)
	}
}

// takesCommand refuses what is left over where a command's name should have been.
func (a *app) takesCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return unknownCommand(cmd, args[0])
}

func unknownCommand(parent *cobra.Command, name string) error {
	f := refuse("command-unknown", "name", name, "parent", parent.CommandPath()).usage(parent.CommandPath())
	var names []string
	for _, cmd := range parent.Commands() {
		names = append(names, cmd.Name())
	}
	if near := nearest.Names(name, names); len(near) > 0 {
		return f.hinted("hint.near", "near", parent.CommandPath()+" "+near[0])
	}
	return f
}

// refusedValue is the reason why a flag's Set refused a value.
type refusedValue struct{ reason words }

func (e refusedValue) Error() string { return e.reason.key }

// flagFault turns the parser's English errors into ours.
func flagFault(cmd *cobra.Command, err error) *fault {
	var (
		unknown  *pflag.NotExistError
		needs    *pflag.ValueRequiredError
		invalid  *pflag.InvalidValueError
		syntax   *pflag.InvalidSyntaxError
		reasoned refusedValue
	)
	var f *fault
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		f = refuse("flag-unknown", "flag", flagAsTyped(name, unknown.GetSpecifiedShortnames()))
		var names []string
		cmd.Flags().VisitAll(func(known *pflag.Flag) { names = append(names, known.Name) })
		if near := nearest.Names(name, names); len(near) > 0 && unknown.GetSpecifiedShortnames() == "" {
			f.exit = exitUsage
			return f.hinted("hint.near", "near", "--"+near[0])
		}
	case errors.As(err, &needs):
		f = refuse("flag-value-missing", "flag", flagAsTyped(needs.GetSpecifiedName(), needs.GetSpecifiedShortnames()))
	case errors.As(err, &invalid) && errors.As(err, &reasoned):
		f = refuse("flag-refused", "flag", "--"+invalid.GetFlag().Name, "value", invalid.GetValue(), "reason", reasoned.reason)
	case errors.As(err, &invalid):
		f = refuse("flag-value", "flag", "--"+invalid.GetFlag().Name, "value", invalid.GetValue())
	case errors.As(err, &syntax):
		f = refuse("flag-unknown", "flag", syntax.GetSpecifiedFlag())
	default:
		f = refuse("failed", "context", cmd.CommandPath()).because(err)
	}
	return f.usage(cmd.CommandPath())
}

func flagAsTyped(name, shorthands string) string {
	if shorthands != "" {
		return "-" + name
	}
	return "--" + name
}

// needFlags refuses a command whose named flags are not all set, and names each. Cobra's
// MarkFlagRequired says so in English only.
func needFlags(cmd *cobra.Command, names ...string) error {
	var missing []string
	for _, name := range names {
		if !cmd.Flags().Changed(name) {
			missing = append(missing, "--"+name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return refuse("flag-missing", "flag", strings.Join(missing, ", ")).usage(cmd.CommandPath())
}

// needOneFlag refuses a command unless exactly one of the named flags is set.
func needOneFlag(cmd *cobra.Command, names ...string) error {
	set := 0
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			set++
		}
	}
	if set == 1 {
		return nil
	}
	return refuse("flag-one-of", "flags", "--"+strings.Join(names, ", --")).usage(cmd.CommandPath())
}

// flagReason is the error of a flag whose value was read but is refused by a rule of ours.
func flagReason(cmd *cobra.Command, name, value string, reason any) error {
	f := refuse("flag-refused", "flag", "--"+name, "value", value, "reason", reason).usage(cmd.CommandPath())
	if name == "url" {
		return proposed(f, value)
	}
	return f
}

// flagWhy is the error of --reason, where it was given and cannot be recorded.
func flagWhy(cmd *cobra.Command, reason string) error {
	if bad := reasons.Check(reason); bad != "" && cmd.Flags().Changed("reason") {
		return flagReason(cmd, "reason", reason, bad)
	}
	return nil
}

// flagFacts are the errors of the facts of an institution that were given, each under its flag.
func flagFacts(cmd *cobra.Command, facts config.Facts, flag func(key string) string) (wrong []error) {
	for _, key := range config.FactKeys {
		given := func(k string) bool { return k == key && cmd.Flags().Changed(flag(key)) }
		if bad := facts.Settle(given); bad != nil {
			wrong = append(wrong, flagReason(cmd, flag(key), bad.Value, bad.Reason))
		}
	}
	return wrong
}

// flagText is the error of a flag that was given and whose text cannot be signed or printed.
func flagText(cmd *cobra.Command, name, value string) error {
	if reason := config.CheckText(value, true); reason != "" && cmd.Flags().Changed(name) {
		return flagReason(cmd, name, value, reason)
	}
	return nil
}

// proposed makes the address that was probably meant the next step of a fault, where there is one.
func proposed(f *fault, typed string) *fault {
	address := remote.Propose(typed)
	if address == "" || address == typed {
		return f
	}
	if plain, here := plainHere(address); here {
		address = plain // where an ikrar serve answers without https
	}
	return f.hinted("hint.pledge-address", "meant", address)
}

// valueFault is the error of a flag whose value package office refused, where that is the error.
func valueFault(cmd *cobra.Command, err error) error {
	if bad := (*config.ValueError)(nil); errors.As(err, &bad) {
		return flagReason(cmd, bad.Key, bad.Value, bad.Reason)
	}
	return err
}
