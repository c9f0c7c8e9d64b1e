package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ikrar/ledger/office/event"
)

// Whoever types a command hears at once of all that is wrong with its flags and arguments, not of
// one after the other.

// judges sets what is held against the flags of a verb before it runs. args may be too few.
func judges(cmd *cobra.Command, judge func(cmd *cobra.Command, args []string) []error) {
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error { return faults(judge(cmd, args)...) }
}

// judged is what a verb's judge says.
func judged(cmd *cobra.Command, args []string) error {
	if cmd.PreRunE == nil {
		return nil
	}
	return cmd.PreRunE(cmd, args)
}

// faults makes one error of those that are not nil: the first one's code, and each one's
// sentence.
func faults(errs ...error) error {
	var all *fault
	for _, err := range errs {
		f := (*fault)(nil)
		switch {
		case err == nil:
		case !errors.As(err, &f):
			return err
		case all == nil:
			all = f
		default:
			all.also = append(append(all.also, f), f.also...)
			f.also = nil
		}
	}
	if all == nil {
		return nil
	}
	return all
}

// flagFaults says all that the parser refuses, which itself stops at the first, and beside it what
// is missing.
func (a *app) flagFaults(cmd *cobra.Command, first error) error {
	_, args, err := cmd.Root().Find(a.args)
	if err != nil {
		return flagFault(cmd, first)
	}
	var all []error
	var rest []string // the arguments that are no flags
	unknown := false
	for len(args) > 0 && args[0] != "--" {
		n := 1
		err := cmd.Flags().Parse(args[:n])
		if needs := (*pflag.ValueRequiredError)(nil); errors.As(err, &needs) && len(args) > n {
			n = 2
			err = cmd.Flags().Parse(args[:n])
		}
		args = args[n:]
		if err == nil {
			rest = append(rest, cmd.Flags().Args()...)
			continue
		}
		all = append(all, flagFault(cmd, err))
		unknown = markNamed(cmd, err) || unknown
	}
	if len(all) == 0 {
		return flagFault(cmd, first)
	}
	if len(args) > 0 {
		rest = append(rest, args[1:]...)
	}
	err = cmd.Args(cmd, rest)
	if f := (*fault)(nil); unknown && errors.As(err, &f) && f.code == "argument-extra" {
		err = judged(cmd, rest) // that one may be the value of the flag that nobody knows
	}
	return faults(append(all, err)...)
}

// markNamed takes a flag that the parser has refused for given: it is named already. It says
// whether there is no such flag.
func markNamed(cmd *cobra.Command, err error) (unknown bool) {
	name := ""
	var needs *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &needs):
		name = needs.GetSpecifiedName()
	case errors.As(err, &invalid):
		name = invalid.GetFlag().Name
	default:
		return true
	}
	if f := cmd.Flags().Lookup(name); f != nil {
		f.Changed = true
	}
	return false
}

// dateFlag is a day, or a moment of it, as it was typed: the zone that it stands in is known only
// once a home is open.
type dateFlag struct{ typed *string }

func (f dateFlag) String() string {
	if f.typed == nil {
		return ""
	}
	return *f.typed
}

func (f dateFlag) Type() string { return "date" }

func (f dateFlag) Set(s string) error {
	if _, _, ok := event.ParseMoment(s, time.UTC); !ok {
		return refusedValue{words{"reason.date", nil}}
	}
	*f.typed = s
	return nil
}
