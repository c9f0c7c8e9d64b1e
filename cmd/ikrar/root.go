package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"ikrar/cmd/version"
)

// verbs is the one list of what the command can do, by the door it stands behind in help.
func verbs(a *app) map[string][]*cobra.Command {
	return map[string][]*cobra.Command{
		"sign": {
			pledgeCommand(a), keyCommand(a),
		},
		"run": {
			officeCommand(a), initCommand(a), demoCommand(a), guideCommand(a), rosterCommand(a), campaignCommand(a),
			inviteCommand(a), mailCommand(a), serveCommand(a), publishCommand(a), kioskCommand(a), enrolCommand(a), wishesCommand(a),
			recordCommand(a), issueCommand(a), reportCommand(a), unitLinkCommand(a), correctCommand(a),
			revokeCommand(a), eraseCommand(a), backupCommand(a), restoreCommand(a), recoverCommand(a),
			settleCommand(a), registrarCommand(a), sessionCommand(a), trustCommand(a), doctorCommand(a),
		},
		"check": {
			verifyCommand(a), proveCommand(a), auditCommand(a), watchCommand(a), checkpointCommand(a), witnessCommand(a),
			verifyPageCommand(a),
			signPageCommand(a),
		},
	}
}

// doors are the groups of verbs, in the order help shows them: the long one last, so that everybody
// finds theirs on the first screen.
var doors = []string{"sign", "check", "run"}

// Verbs stand in the order of the list above, which is that of the work.
func init() { cobra.EnableCommandSorting = false }

func rootCommand(a *app) *cobra.Command {
	var which bool
	root := a.verb("ikrar", "root", "", func(cmd *cobra.Command, _ []string) error {
		if which {
			build := version.Read()
			a.result(build, func() { fmt.Fprintf(a.stdout, "ikrar %s\n", build) })
			return nil
		}
		return a.overview(cmd.Context())
	})
	root.Flags().BoolVar(&which, "version", false, a.say("root.flag.version"))
	root.Args = a.takesCommand
	root.PersistentPreRun = func(cmd *cobra.Command, _ []string) { a.verbPath = cmd.CommandPath() }
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(a.help)
	root.SetHelpCommand(helpCommand(a))
	root.SetFlagErrorFunc(a.flagFaults)

	flags := root.PersistentFlags()
	flags.SortFlags = false
	flags.StringVar(&a.homeFlag, "home", "", a.say("root.flag.home"))
	flags.Var(langFlag{&a.lang}, "lang", a.say("root.flag.lang"))
	flags.BoolVar(&a.json, "json", false, a.say("root.flag.json"))
	flags.StringVar(&a.passphraseFile, "passphrase-file", "", a.say("root.flag.passphrase-file"))
	flags.BoolVar(&a.acceptClock, "accept-clock", false, a.say("root.flag.accept-clock"))
	flags.Var(sizeFlag{&a.acceptHead}, "accept-head", a.say("root.flag.accept-head"))
	flags.BoolP("help", "h", false, a.say("root.flag.help"))

	all := verbs(a)
	for _, cmd := range all["run"] {
		if slices.Contains(afar, cmd.Name()) {
			a.takesAt(cmd)
		}
	}
	for _, door := range doors {
		root.AddGroup(&cobra.Group{ID: door, Title: a.say("door." + door)})
		for _, cmd := range all[door] {
			cmd.GroupID = door
			root.AddCommand(cmd)
		}
	}
	return root
}
