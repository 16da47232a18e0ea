package main

import (
	"context"
	"fmt"
	"net"
	"os/signal"
	"syscall"
	"time"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine/aws"
	"skylab/engine/sim"
	"skylab/engine/wire"
)

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
	s := endpoint.New(endpoint.Config{Door: k, Codec: wire.New(w.Operations()), Serves: w.Serves, Token: f.token})
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
	fmt.Fprintf(h.out, "a function in any language:  eval \"$(skylab cloud runtime FUNCTION%s)\" && ./bootstrap\n", elsewhere(address))
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
