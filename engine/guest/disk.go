package guest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"skylab/engine/sim"
)

// Disk is a machine's root volume: what stays when it is stopped, and what an
// image of it has.
type Disk struct {
	// Size is the size of the volume and Base what the operating system has of
	// it, in bytes.
	Size, Base int64
	// Installed are the packages put on it, Enabled the services that start with
	// it, each in the order in which that came about.
	Installed, Enabled []string
	// Initialized tells that the first boot is over.
	Initialized bool

	files map[string]*File // by absolute path
	used  int64            // bytes of files and fill
	fill  int64            // bytes that a fault has taken
}

// File is a file as a value.
type File struct {
	Data []byte
	// Hollow is room that it takes behind its data without content, in bytes.
	Hollow   int64
	Modified sim.Time

	grows *Disk // whose append made the room behind Data, or nil
}

// size is how much of a disk the file takes, in bytes.
func (f *File) size() int64 { return int64(len(f.Data)) + f.Hollow }

// mostData is how large a file with content may be, in bytes: it is all in the
// host's memory. Those of fallocate may be larger.
const mostData = 64 << 20

var errTooLarge = errors.New("File too large")

// osBytes is what Amazon Linux 2023 takes of its root volume, about 1.6 GB.
const osBytes = 1600 << 20

// NewDisk is the disk of a fresh image.
func NewDisk(size int64) *Disk {
	return &Disk{Size: size, Base: min(osBytes, size), files: map[string]*File{}}
}

// Clone is a copy of the disk on a volume of that size, as an instance gets one
// of its image.
func (d *Disk) Clone(size int64) *Disk {
	c := *d
	c.Size, c.files = max(size, d.Size), maps.Clone(d.files) // files are not changed, but replaced
	c.Installed, c.Enabled = slices.Clone(d.Installed), slices.Clone(d.Enabled)
	return &c
}

// Free is how many bytes can still be written.
func (d *Disk) Free() int64 { return d.Size - d.Base - d.used }

// Fill takes so many bytes of the disk, or all that are free; 0 gives them back.
func (d *Disk) Fill(bytes int64) {
	d.used -= d.fill
	d.fill = min(bytes, d.Free())
	d.used += d.fill
}

// errNoSpace is what writing to a full disk says.
//
//lint:ignore ST1005 the system's own words
var errNoSpace = errors.New("No space left on device")

// read is a file's content.
func (d *Disk) read(name string) ([]byte, error) {
	if f := d.files[name]; f != nil {
		return f.Data, nil
	}
	if d.folder(name) {
		return nil, fmt.Errorf("%s: Is a directory", name)
	}
	return nil, fmt.Errorf("%s: %w", name, errNoFile)
}

//lint:ignore ST1005 the system's own words
var errNoFile = errors.New("No such file or directory")

// write makes a file or replaces it, with the folders above it: scripts need not
// make them, though a real system wants that.
func (d *Disk) write(name string, data []byte, now sim.Time) error {
	if d.folder(name) {
		return fmt.Errorf("%s: Is a directory", name)
	}
	return d.put(name, &File{Data: slices.Clone(data), Modified: now})
}

// put has a file be what it is from now on.
func (d *Disk) put(name string, f *File) error {
	more := f.size()
	if before := d.files[name]; before != nil {
		more -= before.size()
	}
	if more > 0 && more > d.Free() {
		return fmt.Errorf("%s: %w", name, errNoSpace)
	}
	if len(f.Data) > mostData {
		return fmt.Errorf("%s: %w", name, errTooLarge)
	}
	d.files[name], d.used = f, d.used+more
	return nil
}

// append adds to the end of a file, or makes it. A log that grows line by line
// is not copied each time: its data has room behind it, which is this disk's
// alone as long as no other one was cloned from it.
func (d *Disk) append(name string, data []byte, now sim.Time) error {
	f := d.files[name]
	if f == nil || f.Hollow > 0 {
		var before []byte
		if f != nil {
			before = f.Data
		}
		return d.write(name, slices.Concat(before, data), now)
	}
	before := f.Data
	if f.grows != d {
		before = before[:len(before):len(before)]
	}
	return d.put(name, &File{Data: append(before, data...), Modified: now, grows: d})
}

// remove deletes a file, or a folder with all that is in it; it tells whether
// anything was there.
func (d *Disk) remove(name string) bool {
	found := false
	for f, file := range d.files {
		if f == name || strings.HasPrefix(f, name+"/") {
			d.used -= file.size()
			delete(d.files, f)
			found = true
		}
	}
	return found
}

// keep is the name of the file that stands for an empty folder.
const keep = ".keep"

// standard are folders that are always there.
var standard = []string{"/", "/bin", "/dev", "/etc", "/home", "/home/ec2-user", "/opt", "/proc", "/root", "/srv", "/sys", "/tmp", "/usr", "/usr/bin", "/usr/local", "/usr/local/bin",
	"/usr/lib", "/usr/lib/systemd", "/usr/lib/systemd/system", "/etc/systemd", "/etc/systemd/system", "/usr/share", "/usr/sbin", "/var", "/var/lib", "/var/log", "/var/www", "/mnt"}

// folder tells whether there is a folder of that name.
func (d *Disk) folder(name string) bool {
	if slices.Contains(standard, name) {
		return true
	}
	for f := range d.files {
		if strings.HasPrefix(f, name+"/") {
			return true
		}
	}
	return false
}

// list are the names in a folder, sorted; nil if there is no such folder.
func (d *Disk) list(folder string) []string {
	if !d.folder(folder) {
		return nil
	}
	prefix := strings.TrimSuffix(folder, "/") + "/"
	names := map[string]bool{}
	for _, f := range slices.Concat(slices.Collect(maps.Keys(d.files)), standard) {
		if rest, in := strings.CutPrefix(f, prefix); in && rest != "" {
			name, _, _ := strings.Cut(rest, "/")
			names[name] = true
		}
	}
	delete(names, keep)
	out := slices.Sorted(maps.Keys(names))
	if out == nil {
		out = []string{}
	}
	return out
}

// DiskState is a disk as a value, for hashing.
type DiskState struct {
	Size, Base, Used, Fill int64
	Installed, Enabled     []string
	Initialized            bool
	Names                  []string
	Files                  []*File
}

// State is all that is on the disk.
func (d *Disk) State() DiskState {
	s := DiskState{Size: d.Size, Base: d.Base, Used: d.used, Fill: d.fill, Installed: d.Installed, Enabled: d.Enabled, Initialized: d.Initialized}
	for _, name := range slices.Sorted(maps.Keys(d.files)) {
		s.Names, s.Files = append(s.Names, name), append(s.Files, d.files[name])
	}
	return s
}

// Check reports a disk whose bytes do not add up.
func (d *Disk) Check() error {
	sum := d.fill
	for _, f := range d.files {
		sum += f.size()
	}
	if sum != d.used || d.Free() < 0 && d.used > 0 {
		return fmt.Errorf("guest: a disk holds %d bytes and counts %d, %d are free", sum, d.used, d.Free())
	}
	return nil
}
