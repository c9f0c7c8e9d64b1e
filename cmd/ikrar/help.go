package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ikrar/verify/phrase"
)

// help writes all of a command's --help from the catalogue. Cobra's own templates are English.
func (a *app) help(cmd *cobra.Command, _ []string) {
	w := a.stdout
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	fmt.Fprintf(w, "%s\n\n%s\n", phrase.Wrap(about, 0, 0), a.say("help.usage"))
	for _, line := range a.usageLines(cmd) {
		fmt.Fprintf(w, "  %s\n", line)
	}
	if cmd.Example != "" {
		fmt.Fprintf(w, "\n%s\n", a.say("help.examples"))
		for line := range strings.SplitSeq(cmd.Example, "\n") {
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
	a.helpCommands(w, cmd)
	a.helpFlags(w, "help.options", ownFlags(cmd))
	a.helpFlags(w, "help.global", cmd.Root().PersistentFlags())
	if cmd.HasSubCommands() {
		fmt.Fprintf(w, "\n%s\n", a.say("help.more", "command", cmd.CommandPath()))
	}
}

func (a *app) usageLines(cmd *cobra.Command) []string {
	options := " [" + a.say("help.options-word") + "]"
	if !cmd.HasSubCommands() {
		return []string{cmd.CommandPath() + strings.TrimPrefix(cmd.Use, cmd.Name()) + options}
	}
	lines := []string{cmd.CommandPath() + " " + a.say("arg.command") + options}
	if !cmd.HasParent() {
		lines = append(lines, cmd.CommandPath())
	}
	return lines
}

// helpCommands lists the commands below cmd: the root's by their doors, any other's as they are.
func (a *app) helpCommands(w io.Writer, cmd *cobra.Command) {
	sections := []struct{ id, title string }{{"", a.say("help.commands")}}
	if !cmd.HasParent() {
		sections = nil
		for _, door := range cmd.Groups() {
			sections = append(sections, struct{ id, title string }{door.ID, door.Title})
		}
	}
	for _, section := range sections {
		var rows [][2]string
		for _, sub := range cmd.Commands() {
			if sub.GroupID == section.id && !sub.Hidden {
				rows = append(rows, [2]string{sub.Name(), sub.Short})
			}
		}
		helpTable(w, section.title, rows)
	}
}

// ownFlags are a verb's, those that its group gives it too; not those that every verb has.
func ownFlags(cmd *cobra.Command) *pflag.FlagSet {
	own, everywhere := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError), cmd.Root().PersistentFlags()
	add := func(f *pflag.Flag) {
		if everywhere.Lookup(f.Name) == nil && own.Lookup(f.Name) == nil {
			own.AddFlag(f)
		}
	}
	cmd.LocalFlags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	return own
}

func (a *app) helpFlags(w io.Writer, heading string, flags *pflag.FlagSet) {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || heading == "help.options" && f.Name == "help" {
			return
		}
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		value, text := pflag.UnquoteUsage(f)
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		if usual := f.DefValue; usual != "" && usual != "false" && usual != "0" && usual != "[]" && usual != "0s" {
			text += " (" + a.say("help.default", "value", usual) + ")"
		}
		rows = append(rows, [2]string{name, text})
	})
	helpTable(w, a.say(heading), rows)
}

// helpTable writes rows in two columns, or nothing where there are none.
func helpTable(w io.Writer, heading string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	width := 0
	for _, row := range rows {
		width = max(width, utf8.RuneCountInString(row[0]))
	}
	fmt.Fprintf(w, "\n%s\n", heading)
	for _, row := range rows {
		pad := strings.Repeat(" ", width-utf8.RuneCountInString(row[0]))
		fmt.Fprintf(w, "  %s%s  %s\n", row[0], pad, phrase.Wrap(row[1], width+4, width+4))
	}
}

func helpCommand(a *app) *cobra.Command {
	cmd := a.verb("help", "help", "[COMMAND...]", func(cmd *cobra.Command, args []string) error {
		topic := cmd.Root()
		for _, name := range args {
			next := commandNamed(topic, name)
			if next == nil {
				return unknownCommand(topic, name)
			}
			topic = next
		}
		a.help(topic, nil)
		return nil
	})
	cmd.Hidden = true // the last line of help names it
	return cmd
}

func commandNamed(parent *cobra.Command, name string) *cobra.Command {
	for _, sub := range parent.Commands() {
		if sub.Name() == name {
			return sub
		}
	}
	return nil
}
