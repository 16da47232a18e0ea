package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"skylab/lessons/live"
)

// noArgs is cobra.NoArgs with a hint.
func noArgs(cmd *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return nil
	case cmd.HasParent():
		return usagef("%s takes no arguments, but there is %q; see %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return unknownCommand(cmd, args)
}

func unknownCommand(cmd *cobra.Command, args []string) error {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if near := live.Nearest(args[0], names); near != "" {
		return usagef("there is no command %q; did you mean %s %s?", args[0], cmd.Name(), near)
	}
	if args[0] == "aws" || args[0] == "curl" {
		return usagef("there is no command %q; it belongs into the console: echo '%s' | skylab console", args[0], strings.Join(args, " "))
	}
	return usagef("there is no command %q; there are %s", args[0], strings.Join(names, ", "))
}

// helpCommand is cobra's, but an unknown name is an error.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 || found.Root() != cmd.Root() {
				return unknownCommand(cmd.Root(), args)
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// atMostOne is cobra.MaximumNArgs(1) with a hint.
func atMostOne(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usagef("%s takes one argument, but there is also %q; see %s --help", cmd.CommandPath(), args[1], cmd.CommandPath())
	}
	return nil
}

// flagError says what is wrong with a flag, and what would be right.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return usagef("%v; %s", err, knownFlag(cmd, unknown.GetSpecifiedName()))
	case errors.As(err, &value):
		f := value.GetFlag()
		return usagef("--%s %q: %s is wanted; see %s --help", f.Name, value.GetValue(), kindOf(f), cmd.CommandPath())
	}
	return usagef("%v; see %s --help", err, cmd.CommandPath())
}

// knownFlag points at the flag that was probably meant.
func knownFlag(cmd *cobra.Command, name string) string {
	var others []string
	for _, c := range cmd.Root().Commands() {
		if c != cmd && len(name) > 1 && c.LocalNonPersistentFlags().Lookup(name) != nil {
			others = append(others, c.CommandPath())
		}
	}
	switch len(others) {
	case 0:
	case 1:
		return fmt.Sprintf("%s has it: %s --%s", others[0], others[0], name)
	default:
		return fmt.Sprintf("%s have it: %s --%s", strings.Join(others, ", "), others[len(others)-1], name)
	}
	var names []string
	add := func(f *pflag.Flag) { names = append(names, f.Name) }
	cmd.LocalFlags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	if near := live.Nearest(name, names); near != "" {
		return fmt.Sprintf("did you mean --%s?", near)
	}
	return fmt.Sprintf("see %s --help", cmd.CommandPath())
}

func kindOf(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "uint64":
		return "a whole number from 0"
	case "int":
		return "a whole number"
	case "bool":
		return "true or false"
	}
	return "another value"
}
