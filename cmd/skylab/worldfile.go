package main

import (
	"errors"
	"fmt"
	"os"

	"skylab/engine"
	"skylab/engine/transcript"
)

// openWorld is a fresh account, or the one saved in --load.
func openWorld(h host, f consoleFlags) (*engine.World, error) {
	c := engine.Config{Seed: f.seed, Runner: watchdog}
	if f.load == "" {
		return engine.New(c), nil
	}
	data, err := readFile(f.load, maxFile)
	if err != nil {
		return nil, fmt.Errorf("--load %s: %w", f.load, reason(err))
	}
	w, err := transcript.Load(data, c)
	var old *transcript.OtherVersion
	if errors.As(err, &old) {
		fmt.Fprintf(h.stderr, "skylab: %s: %v\n", f.load, old)
		return w, nil
	}
	if err != nil {
		return nil, fmt.Errorf("--load %s: %w", f.load, err)
	}
	return w, nil
}

// saveWorld writes the account to the file. If that fails now, though it could
// be written at the start, the account goes to the folder for temporary files.
func saveWorld(h host, w *engine.World, path string) error {
	data, err := transcript.Save(w)
	if err != nil {
		return fmt.Errorf("--save %s: %w", path, err)
	}
	err = replaceFile(path, data)
	if err == nil {
		return nil
	}
	rescue, other := rescueFile(data)
	if other != nil {
		return fmt.Errorf("--save %s: %w; nor could it be kept elsewhere: %w", path, err, other)
	}
	return fmt.Errorf("--save %s: %w; the account is in %s instead", path, err, rescue)
}

// rescueFile keeps data in a new file of the folder for temporary files.
func rescueFile(data []byte) (string, error) {
	f, err := os.CreateTemp("", "skylab-world-*.txtar")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}
