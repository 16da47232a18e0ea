// Package instancetype is the table of EC2 instance types: what each has and
// what an hour of it costs, as data.
//
// The figures of types.tsv are those of AWS's DescribeInstanceTypes for
// us-east-1, as github getmoto/moto 5.2.1 keeps them (instance_types.json,
// 2026-02), and the On-Demand prices for Linux of the price list for us-east-1
// of 2026-02-09, as github aws/karpenter-provider-aws keeps them
// (zz_generated.pricing_aws.go). Both lists have a thousand types; these are
// the ones that a course needs, from every family.
package instancetype

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// Type is an instance type.
type Type struct {
	// Name is family and size: "t3.micro".
	Name string
	// VCPUs are what the operating system sees, Cores what is behind them.
	VCPUs, Cores int
	// MemoryMiB is the memory, in MiB.
	MemoryMiB int
	// Architectures are "x86_64", "arm64" or "i386", the best one last.
	Architectures []string
	Manufacturer  string
	// GHz is the sustained clock speed.
	GHz        float64
	Hypervisor string // "nitro", "xen"; "-" for none
	Network    Network
	EBS        EBS
	// ClusterPlacement tells whether it may be in a cluster placement group,
	// Spot whether there is Spot capacity, Hibernation whether it can hibernate.
	ClusterPlacement, Spot, Hibernation bool
	// Burstable types earn and spend CPU credits.
	Burstable, FreeTier, Current bool
	// Disks are the instance store's, GPUs its accelerators.
	Disks []Disk
	GPUs  []GPU
	// Price is dollars for an hour, in 1e-10 dollars.
	Price int64
}

// Network is what a type can send and receive. Bandwidths are in Gbit/s.
type Network struct {
	Performance           string
	BaselineGbps          float64
	PeakGbps              float64
	Interfaces, Addresses int // interfaces, and IPv4 addresses on each
	EFA                   bool
}

// EBS is how fast a type is with its volumes. Bandwidths are in Mbit/s.
type EBS struct {
	BaselineMbps, MaximumMbps int
	BaselineIOPS, MaximumIOPS int
	Optimized                 string // "default", "supported" or "unsupported"
}

// Disk is an instance store volume; there are Count of them.
type Disk struct {
	Count, GB int
	Kind      string // "ssd" or "hdd"
}

// GPU is an accelerator; there are Count of them.
type GPU struct {
	Count              int
	Manufacturer, Name string
	MemoryMiB          int
}

// Family is all before the dot: "t3".
func (t *Type) Family() string { return strings.Split(t.Name, ".")[0] }

// Size is all behind it: "micro".
func (t *Type) Size() string { return strings.Split(t.Name, ".")[1] }

// Architecture is the one that images for it have.
func (t *Type) Architecture() string { return t.Architectures[len(t.Architectures)-1] }

//go:embed types.tsv
var table string

// All are the types in the order of the table: by family, then by size.
var All = sync.OnceValue(func() []*Type {
	lines := strings.Split(strings.TrimSpace(table), "\n")
	names := strings.Split(lines[0], "\t")
	out := make([]*Type, 0, len(lines)-1)
	for _, line := range lines[1:] {
		r := row{}
		for i, cell := range strings.Split(line, "\t") {
			r[names[i]] = cell
		}
		out = append(out, r.read())
	}
	return out
})

var byName = sync.OnceValue(func() map[string]*Type {
	m := map[string]*Type{}
	for _, t := range All() {
		m[t.Name] = t
	}
	return m
})

// Named is the type of that name, nil if the table does not have it.
func Named(name string) *Type { return byName()[name] }

// row is a line of the table by the names of its columns. A cell that cannot be
// read panics: the table is part of this program, and a test reads it.
type row map[string]string

func (r row) read() *Type {
	return &Type{
		Name: r["type"], VCPUs: r.int("vcpus"), Cores: r.int("cores"), MemoryMiB: r.int("mib"),
		Architectures: strings.Split(r["arch"], "/"), Manufacturer: r["maker"], GHz: r.float("ghz"), Hypervisor: r["hypervisor"],
		Network:          Network{r["network"], r.float("baselinegbps"), r.float("peakgbps"), r.int("interfaces"), r.int("addresses"), r.yes("efa")},
		EBS:              EBS{r.int("ebsbasembps"), r.int("ebsmaxmbps"), r.int("ebsbaseiops"), r.int("ebsmaxiops"), r["ebs"]},
		ClusterPlacement: r.yes("cluster"), Spot: r.yes("spot"), Hibernation: r.yes("hibernation"),
		Burstable: r.yes("burstable"), FreeTier: r.yes("free"), Current: r.yes("current"),
		Disks: r.disks(), GPUs: r.gpus(), Price: r.price(),
	}
}

func (r row) int(column string) int {
	n, err := strconv.Atoi(r[column])
	r.check(column, err)
	return n
}

func (r row) float(column string) float64 {
	f, err := strconv.ParseFloat(r[column], 64)
	r.check(column, err)
	return f
}

func (r row) yes(column string) bool { return r[column] == "yes" }

func (r row) check(column string, err error) {
	if err != nil {
		panic(fmt.Sprintf("instancetype: %s of %s: %v", column, r["type"], err))
	}
}

// disks reads "2x1900:ssd".
func (r row) disks() (out []Disk) {
	for _, text := range parts(r["disks"]) {
		var d Disk
		_, err := fmt.Sscanf(strings.ReplaceAll(text, ":", " "), "%dx%d %s", &d.Count, &d.GB, &d.Kind)
		r.check("disks", err)
		out = append(out, d)
	}
	return out
}

// gpus reads "8xNVIDIA/H100:81920".
func (r row) gpus() (out []GPU) {
	for _, text := range parts(r["gpus"]) {
		var g GPU
		count, rest, _ := strings.Cut(text, "x")
		maker, rest, _ := strings.Cut(rest, "/")
		name, memory, _ := strings.Cut(rest, ":")
		g.Manufacturer, g.Name = maker, name
		var err error
		g.Count, err = strconv.Atoi(count)
		r.check("gpus", err)
		g.MemoryMiB, err = strconv.Atoi(memory)
		r.check("gpus", err)
		out = append(out, g)
	}
	return out
}

func parts(text string) []string {
	if text == "-" {
		return nil
	}
	return strings.Split(text, "+")
}

// price reads dollars with up to ten decimals exactly.
func (r row) price() int64 {
	whole, fraction, _ := strings.Cut(r["price"], ".")
	n, err := strconv.ParseInt(whole+(fraction + "0000000000")[:10], 10, 64)
	r.check("price", err)
	return n
}
