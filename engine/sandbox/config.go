package sandbox

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// Config says how a VM is to run a Package.
type Config struct {
	// Handler is Lambda's: a file without its extension, a dot, an export:
	// "index.handler". "" loads no handler, see Main.
	Handler string
	// Main is a file to run where there is no Handler: a program on its own.
	Main string
	// MemoryMB is the memory setting; more ends the VM with ExitOOM.
	MemoryMB int
	// VCPU is the share of a vCPU while the handler runs, such as 128.0/1769;
	// InitVCPU that while the package is loaded. 0 is 1.
	VCPU, InitVCPU float64
	// Env is process.env.
	Env map[string]string
	// Seed feeds Math.random and crypto.
	Seed uint64
	// Tmp is what /tmp holds; it may outlive the VM. nil is an empty one.
	Tmp *Tmp
	// TmpMB is the size of /tmp, 512 if 0.
	TmpMB int
	// Run runs what enters the VM, nil in line.
	Run Runner
	// MaxPolls is the ceiling of polls in one turn, past which the program is
	// taken to run for ever; 0 is DefaultMaxPolls.
	MaxPolls int64
}

func (c Config) withDefaults() (Config, error) {
	if c.MemoryMB <= 0 {
		return c, errors.New("sandbox: MemoryMB is not set")
	}
	if c.VCPU < 0 || c.InitVCPU < 0 {
		return c, fmt.Errorf("sandbox: a share of %g vCPU", min(c.VCPU, c.InitVCPU))
	}
	if c.VCPU == 0 {
		c.VCPU = 1
	}
	if c.InitVCPU == 0 {
		c.InitVCPU = 1
	}
	if c.Tmp == nil {
		c.Tmp = &Tmp{}
	}
	if c.TmpMB == 0 {
		c.TmpMB = 512
	}
	if c.Run == nil {
		c.Run = func(f, _ func()) bool { f(); return true }
	}
	if c.MaxPolls == 0 {
		c.MaxPolls = DefaultMaxPolls
	}
	return c, nil
}

// heapLimit is what the program's own heap may take, in bytes.
func (c Config) heapLimit() int64 {
	return min(MaxHeap, max(4<<20, int64(c.MemoryMB)<<20-RuntimeBase))
}

// entry finds the handler's file, and names its export.
func (c Config) entry(p *Package) (file, export string, err *notFound) {
	if c.Handler == "" {
		file = path.Clean(c.Main)
		if _, ok := p.files[file]; !ok {
			return "", "", &notFound{"MODULE_NOT_FOUND", "Cannot find module '" + root + file + "'"}
		}
		return file, "", nil
	}
	base := path.Base(c.Handler)
	name, export, ok := strings.Cut(base, ".")
	if !ok || strings.Contains(c.Handler, "..") {
		return "", "", &notFound{"", "Bad handler"}
	}
	stem := path.Join(path.Dir(c.Handler), name)
	for _, ext := range []string{"", ".js", ".mjs", ".cjs", ".ts", ".mts"} {
		if _, ok := p.files[stem+ext]; ok {
			return stem + ext, export, nil
		}
	}
	return "", "", &notFound{"MODULE_NOT_FOUND", "Cannot find module '" + stem + "'\nRequire stack:\n- /var/runtime/index.mjs"}
}
