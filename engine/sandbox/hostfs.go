package sandbox

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// The functions of the host behind node:fs. A program sees two places: /tmp,
// which it may write, and /var/task, its package, which it may not. Paths come
// absolute and clean from the script.

// place splits a path: in is what is below /tmp, ok whether it is there.
func place(name string) (in string, ok bool) {
	if name == "/tmp" {
		return ".", true
	}
	return strings.CutPrefix(name, "/tmp/")
}

// fail throws an error of the file system, worded as Node.js words it.
func (v *VM) failFS(e fsError, syscall, name, dest string) value {
	errno, text := e.errno()
	message := string(e) + ": " + text + ", " + syscall + " '" + name + "'"
	if dest != "" {
		message += " -> '" + dest + "'"
	}
	return v.throw(thrown{Message: message, Code: string(e), Errno: errno, Syscall: syscall, Path: name, Dest: dest})
}

// open finds an entry of either place, nil if there is none.
func (v *VM) open(name string) *entry {
	if in, ok := place(name); ok {
		return v.cfg.Tmp.lookup(in)
	}
	if name == "/" || name == "/var" {
		return &entry{folder: true}
	}
	in := inPackage(name)
	if name+"/" == root {
		in = "."
	}
	if content, ok := v.pkg.files[in]; ok {
		return &entry{content: []byte(content)}
	}
	if v.pkg.folder[in] {
		return &entry{folder: true}
	}
	return nil
}

func hostRead(v *VM, a args) value {
	name := a.str(0)
	e := v.open(name)
	switch {
	case e == nil:
		return v.failFS("ENOENT", "open", name, "")
	case e.folder:
		errno, text := fsError("EISDIR").errno()
		return v.throw(thrown{Message: "EISDIR: " + text + ", read", Code: "EISDIR", Errno: errno, Syscall: "read"})
	}
	v.q.meter.charge(int64(len(e.content)) / heapBytes)
	return v.q.newBuffer(e.content)
}

// hostWrite writes a file: path, flag of open(2) as Node.js spells it, bytes.
func hostWrite(v *VM, a args) value {
	name, flag, content := a.str(0), a.str(1), a.bytes(2)
	in, ok := place(name)
	if !ok {
		return v.failFS(v.readOnly(name), "open", name, "")
	}
	if strings.Contains(flag, "x") && v.cfg.Tmp.lookup(in) != nil {
		return v.failFS("EEXIST", "open", name, "")
	}
	v.q.meter.charge(int64(len(content)) / heapBytes)
	v.q.meter.toll(fileToll)
	size := int64(v.cfg.TmpMB) << 20
	switch e := v.cfg.Tmp.write(in, content, strings.HasPrefix(flag, "a"), size, v.instant()); e {
	case "":
		return undefined
	case "ENOSPC":
		errno, text := e.errno()
		return v.throw(thrown{Message: "ENOSPC: " + text + ", write", Code: "ENOSPC", Errno: errno, Syscall: "write"})
	default:
		return v.failFS(e, "open", name, "")
	}
}

// readOnly is the error of changing something outside /tmp.
func (v *VM) readOnly(name string) fsError {
	if v.open(path.Dir(name)) == nil {
		return "ENOENT"
	}
	return "EROFS"
}

// change runs an operation on a path in /tmp.
func (v *VM) change(name, syscall string, do func(in string) fsError) value {
	in, ok := place(name)
	e := fsError("EROFS")
	if ok {
		e = do(in)
	} else if v.open(name) == nil {
		e = v.readOnly(name)
	}
	if e != "" {
		return v.failFS(e, syscall, name, "")
	}
	return undefined
}

// hostRemove removes: path, the system call, and whether all below goes too.
func hostRemove(v *VM, a args) value {
	syscall := a.str(1)
	return v.change(a.str(0), syscall, func(in string) fsError {
		return v.cfg.Tmp.remove(in, syscall == "rmdir", a.int(2) != 0)
	})
}

func hostMkdir(v *VM, a args) value {
	return v.change(a.str(0), "mkdir", func(in string) fsError {
		return v.cfg.Tmp.mkdir(in, a.int(1) != 0, v.instant())
	})
}

func hostRename(v *VM, a args) value {
	from, to := a.str(0), a.str(1)
	in, ok := place(from)
	out, ok2 := place(to)
	e := fsError("EROFS")
	if ok && ok2 {
		e = v.cfg.Tmp.rename(in, out)
	}
	if e != "" {
		return v.failFS(e, "rename", from, to)
	}
	return undefined
}

// hostList gives the names in a folder as JSON.
func hostList(v *VM, a args) value {
	name := a.str(0)
	e := v.open(name)
	switch {
	case e == nil:
		return v.failFS("ENOENT", "scandir", name, "")
	case !e.folder:
		return v.failFS("ENOTDIR", "scandir", name, "")
	}
	if in, ok := place(name); ok {
		return v.json(v.cfg.Tmp.children(in))
	}
	return v.json(v.pkg.children(name))
}

// children are the names directly in a folder outside /tmp, sorted.
func (p *Package) children(name string) []string {
	switch name {
	case "/":
		return []string{"tmp", "var"}
	case "/var":
		return []string{"task"}
	}
	in, names := inPackage(name), []string{}
	if name+"/" == root {
		in = "."
	}
	for file := range p.files {
		if path.Dir(file) == in {
			names = append(names, path.Base(file))
		}
	}
	for dir := range p.folder {
		if dir != "." && path.Dir(dir) == in {
			names = append(names, path.Base(dir))
		}
	}
	slices.Sort(names)
	return names
}

// hostStat describes a path as JSON, or undefined if nothing is there and the
// program only asks whether it is.
func hostStat(v *VM, a args) value {
	name := a.str(0)
	e := v.open(name)
	if e == nil && a.int(1) != 0 {
		return undefined
	}
	if e == nil {
		return v.failFS("ENOENT", "stat", name, "")
	}
	return v.json(map[string]any{"size": len(e.content), "folder": e.folder, "changed": float64(e.changed) / 1e6})
}

// json makes a string with x in JSON.
func (v *VM) json(x any) value {
	b, err := json.Marshal(x)
	if err != nil {
		panic(err) // names and numbers always marshal
	}
	return v.string(string(b))
}
