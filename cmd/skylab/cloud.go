package main

import (
	"crypto/rand"
	"net"

	"github.com/spf13/cobra"
)

// cloudAddress is where a world is served if nothing else is said: the port that
// tools for a cloud on the own machine expect.
const cloudAddress = "127.0.0.1:4566"

type cloudFlags struct {
	consoleFlags
	listen      string
	speed       float64
	allowRemote bool
	token       string
}

// maxSpeed is an hour in a second: above, waiters of real clients that ask
// every few seconds see nothing of what happens.
const maxSpeed = 3600

func cloudCommand(h host) *cobra.Command {
	f := cloudFlags{}
	cmd := &cobra.Command{
		Use:   "cloud",
		Short: "Serve a simulated account to the real AWS CLI and SDKs",
		Long: `Serve a simulated AWS account on this machine, for the real AWS CLI, boto3, the
SDKs, curl and hey. Nothing leaves the machine, and any credentials will do:
signatures are read for the name of the service and are not verified.

  skylab cloud                       in one terminal
  eval "$(skylab cloud env)"         in another, then
  aws lambda list-functions

Time in the account passes with real time, --speed times as fast. A fresh account
starts now, so that clients that compare clocks agree; one from --load goes on
from where it was.

skylab --cloud serves the account on the screen instead.

Function URLs and HTTP APIs are reached by their own name under .localhost, or
after /@ in the path, for programs that cannot resolve that:
  curl http://ID.lambda-url.us-east-1.on.aws.localhost:4566/
  hey http://127.0.0.1:4566/@ID.lambda-url.us-east-1.on.aws/

A program of your own, in any language, serves a function through the Lambda
Runtime API (see skylab cloud runtime --help):
  eval "$(skylab cloud runtime FUNCTION)" && ./bootstrap

Only programs on this machine are served. --allow-remote serves others, too, and
then every request must show the token, which is printed or given by --token.
Requests of web pages are refused. ctrl+c ends it; --save then writes the account.`,
		Example: `  skylab cloud --speed 60 --save world.txtar
  skylab cloud --listen 127.0.0.1:0
  aws --endpoint-url http://127.0.0.1:4566 s3 ls`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return serveCloud(h, f) },
	}
	cmd.Flags().StringVar(&f.listen, "listen", cloudAddress, "`HOST:PORT` to serve on; port 0 takes a free one")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "where the account's randomness comes from, a `NUMBER`")
	cmd.Flags().StringVar(&f.save, "save", "", "on leaving, write the account to `FILE`")
	cmd.Flags().StringVar(&f.load, "load", "", "start from the account saved in `FILE`")
	cmd.Flags().Float64Var(&f.speed, "speed", 1, "virtual seconds per real second, up to 3600")
	cmd.Flags().BoolVar(&f.allowRemote, "allow-remote", false, "serve other machines, too; requests then need a token")
	cmd.Flags().StringVar(&f.token, "token", "", "the `TOKEN` that requests need with --allow-remote; a random one if not given")
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if f.load != "" && cmd.Flags().Changed("seed") {
			return usagef("--seed and --load exclude each other: the saved account has its seed")
		}
		return f.check()
	}
	cmd.AddCommand(cloudEnvCommand(h), cloudRuntimeCommand(h))
	return cmd
}

// check refuses flags that make no sense, or no safe one, together.
func (f *cloudFlags) check() error {
	if !(f.speed > 0 && f.speed <= maxSpeed) {
		return usagef("--speed %g: it must be above 0 and at most %d", f.speed, maxSpeed)
	}
	name, _, err := net.SplitHostPort(f.listen)
	if err != nil {
		return usagef("--listen %s: it must be HOST:PORT", f.listen)
	}
	if f.token != "" && !f.allowRemote {
		return usagef("--token is for --allow-remote")
	}
	if !f.allowRemote && !loopback(name) {
		return usagef("--listen %s: other machines could reach that; say --allow-remote if they should", f.listen)
	}
	if f.allowRemote && f.token == "" {
		f.token = rand.Text()
	}
	return nil
}

func loopback(name string) bool {
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}
