package main

import (
	"context"
	"fmt"
	"net"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine/aws"
	"skylab/engine/sim"
	"skylab/engine/wire"
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

Function URLs and HTTP APIs are reached by their own name under .localhost, or
after /@ in the path, for programs that cannot resolve that:
  curl http://ID.lambda-url.us-east-1.on.aws.localhost:4566/
  hey http://127.0.0.1:4566/@ID.lambda-url.us-east-1.on.aws/

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
	cmd.AddCommand(cloudEnvCommand(h))
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
		f.token = randomToken()
	}
	return nil
}

func loopback(name string) bool {
	ip := net.ParseIP(name)
	return name == "localhost" || ip != nil && ip.IsLoopback()
}

func serveCloud(h host, f cloudFlags) error {
	if err := writable(f.save); err != nil {
		return fmt.Errorf("--save %s: %w; nothing was served", f.save, err)
	}
	w, err := openWorld(h, f.consoleFlags)
	if err != nil {
		return err
	}
	if now := sim.FromWall(time.Now()); f.load == "" && now > w.Now() {
		w.AdvanceTo(now)
	}
	l, err := net.Listen("tcp", f.listen)
	if err != nil {
		return fmt.Errorf("--listen %s: %w", f.listen, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	k := endpoint.NewKeeper(w, f.speed)
	kept := make(chan struct{})
	keeping, leave := context.WithCancel(context.Background())
	go func() { k.Run(keeping); close(kept) }()
	s := endpoint.New(endpoint.Config{Door: k, Codec: wire.New(w.Operations()), Token: f.token})
	greet(h, l.Addr().String(), f)
	err = s.Serve(ctx, l)
	leave()
	<-kept
	if f.save != "" {
		if saved := saveWorld(h, w, f.save); saved != nil {
			return saved
		}
	}
	return err
}

// greet says how to reach the account.
func greet(h host, address string, f cloudFlags) {
	fmt.Fprintf(h.out, "skylab: an account in %s is served at http://%s", aws.Region, address)
	if f.speed != 1 {
		fmt.Fprintf(h.out, ", %g times as fast as real time", f.speed)
	}
	fmt.Fprintf(h.out, "\nin another terminal:  eval \"$(skylab cloud env%s)\"\n", elsewhere(address))
	if f.token != "" {
		fmt.Fprintf(h.out, "requests need the header X-Skylab-Token: %s\n", f.token)
	}
	fmt.Fprintln(h.out, "ctrl+c ends it")
}

func elsewhere(address string) string {
	if address == cloudAddress {
		return ""
	}
	return " --listen " + address
}

// cloudEnvCommand prints what a shell needs.
func cloudEnvCommand(h host) *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "env",
		Short: "Print the exports that point AWS clients in a shell at skylab cloud",
		Long: `Print shell commands that point the AWS CLI and SDKs at the account that skylab
cloud serves, with credentials that are good for nothing else. Close the shell to
be back at your own account.`,
		Example: `  eval "$(skylab cloud env)"`,
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(h.out, exports(address))
			return err
		},
	}
	cmd.Flags().StringVar(&address, "listen", cloudAddress, "`HOST:PORT` at which skylab cloud serves")
	return cmd
}

// exports are the variables for a POSIX shell. The profile and its files are
// set aside, lest a learner's own account be meant after all.
func exports(address string) string {
	var b strings.Builder
	for _, v := range [][2]string{
		{"AWS_ENDPOINT_URL", "http://" + address},
		{"AWS_ACCESS_KEY_ID", "skylab"},
		{"AWS_SECRET_ACCESS_KEY", "skylab"},
		{"AWS_REGION", aws.Region},
		{"AWS_DEFAULT_REGION", aws.Region},
		{"AWS_CONFIG_FILE", "/dev/null"},
		{"AWS_SHARED_CREDENTIALS_FILE", "/dev/null"},
		{"AWS_EC2_METADATA_DISABLED", "true"},
	} {
		fmt.Fprintf(&b, "export %s=%s\n", v[0], v[1])
	}
	b.WriteString("unset AWS_PROFILE AWS_SESSION_TOKEN\n")
	return b.String()
}
