package vpc_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

type world struct {
	*sim.Kernel
	*vpc.Service
	ops map[string]*aws.Operation
}

func newWorld(t *testing.T) *world {
	k := sim.New(1)
	w := &world{Kernel: k, Service: vpc.New(k, ec2api.New(), billing.New(k)), ops: map[string]*aws.Operation{}}
	for _, op := range w.Operations() {
		w.ops[op.Name] = &op
	}
	t.Cleanup(func() {
		if err := w.Check(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// call runs an operation whose input is JSON and fills out, a pointer to its
// output; the answer is "Code: message" or "".
func (w *world) call(op string, out any, in string, args ...any) string {
	input := w.ops[op].NewIn()
	if err := aws.Decode(fmt.Appendf(nil, "{"+in+"}", args...), input); err != nil {
		return err.Error()
	}
	got, err := w.ops[op].Call(&aws.Request{ID: 1}, input)
	if err != nil {
		return err.Error()
	}
	switch out := out.(type) {
	case *vpc.CreateSecurityGroupOutput:
		*out = *got.(*vpc.CreateSecurityGroupOutput)
	case *vpc.AllocateAddressOutput:
		*out = *got.(*vpc.AllocateAddressOutput)
	case *vpc.AssociateAddressOutput:
		*out = *got.(*vpc.AssociateAddressOutput)
	case *vpc.AuthorizeSecurityGroupOutput:
		*out = *got.(*vpc.AuthorizeSecurityGroupOutput)
	}
	return ""
}

// group makes a security group with rules for what comes in, each "tcp 22
// 10.0.0.0/8" or "tcp 22 sg-…", and gives its id.
func (w *world) group(t *testing.T, name string, rules ...string) string {
	t.Helper()
	var made vpc.CreateSecurityGroupOutput
	if err := w.call("CreateSecurityGroup", &made, `"GroupName":%q,"Description":"d"`, name); err != "" {
		t.Fatal(err)
	}
	for _, r := range rules {
		w.allow(t, made.GroupId, "Ingress", r)
	}
	return made.GroupId
}

func (w *world) allow(t *testing.T, group, direction, rule string) {
	t.Helper()
	if err := w.call("AuthorizeSecurityGroup"+direction, nil, `"GroupId":%q,%s`, group, permission(rule)); err != "" {
		t.Fatal(rule, err)
	}
}

// permission is a rule as a request has it.
type permission string

func (p permission) String() string {
	f := strings.Fields(string(p))
	from, to, both := strings.Cut(f[1], "-")
	if !both {
		to = from
	}
	peer := `"IpRanges":[{"CidrIp":"` + f[2] + `"}]`
	if strings.HasPrefix(f[2], "sg-") {
		peer = `"UserIdGroupPairs":[{"GroupId":"` + f[2] + `"}]`
	}
	if f[0] == "-1" {
		return `"IpPermissions":[{"IpProtocol":"-1",` + peer + `}]`
	}
	return fmt.Sprintf(`"IpPermissions":[{"IpProtocol":%q,"FromPort":%s,"ToPort":%s,%s}]`, f[0], from, to, peer)
}

// machine is an interface in a zone, with a public address.
func (w *world) machine(t *testing.T, zone string, groups ...string) *vpc.Interface {
	t.Helper()
	i, err := w.NewInterface("i-0123456789abcdef0", w.DefaultSubnet(zone), groups, "")
	if err != nil {
		t.Fatal(err)
	}
	w.Publish(i)
	return i
}

// Who reaches whom (facts 5: groups only allow, add up, are stateful).
func TestReaches(t *testing.T) {
	w := newWorld(t)
	web := w.group(t, "web", "tcp 80 0.0.0.0/0", "tcp 22 203.0.113.0/24")
	admin := w.group(t, "admin", "tcp 8000-8080 0.0.0.0/0")
	db := w.group(t, "db", "tcp 5432 "+web)
	silent := w.group(t, "silent", "-1 0 0.0.0.0/0")
	if err := w.call("RevokeSecurityGroupEgress", nil, `"GroupId":%q,%s`, silent, permission("-1 0 0.0.0.0/0")); err != "" {
		t.Fatal(err)
	}
	server, both := w.machine(t, "us-east-1a", web), w.machine(t, "us-east-1b", web, admin)
	store, mute := w.machine(t, "us-east-1c", db), w.machine(t, "us-east-1a", silent)
	member, other := w.machine(t, "us-east-1a"), w.machine(t, "us-east-1b")
	hidden := w.machine(t, "us-east-1a", web)
	w.Unpublish(hidden)
	outside := func(a string) vpc.End { return vpc.End{Outside: netip.MustParseAddr(a)} }
	in := func(i *vpc.Interface) vpc.End { return vpc.End{Interface: i} }
	for _, c := range []struct {
		name     string
		from, to vpc.End
		port     int
		want     bool
	}{
		{"the internet to a web server", outside("198.51.100.1"), in(server), 80, true},
		{"a port without a rule", outside("198.51.100.1"), in(server), 443, false},
		{"ssh from elsewhere", outside("198.51.100.1"), in(server), 22, false},
		{"ssh from the office", outside("203.0.113.9"), in(server), 22, true},
		{"groups add up: the one", outside("198.51.100.1"), in(both), 80, true},
		{"groups add up: the other", outside("198.51.100.1"), in(both), 8040, true},
		{"behind the range of ports", outside("198.51.100.1"), in(both), 8081, false},
		{"a member of the group that a rule names", in(server), in(store), 5432, true},
		{"one that is no member", in(member), in(store), 5432, false},
		{"the internet to the database", outside("198.51.100.1"), in(store), 5432, false},
		{"members of the default group reach each other", in(member), in(other), 9999, true},
		{"the default group lets no one else in", in(server), in(other), 9999, false},
		{"nothing goes out where no rule lets it", in(mute), in(server), 80, false},
		{"replies need no rule: it answers", in(server), in(mute), 1234, true},
		{"an instance to the internet", in(server), outside("198.51.100.1"), 443, true},
		{"without a public address nobody outside reaches it", outside("198.51.100.1"), in(hidden), 80, false},
		{"but the VPC does", in(member), in(hidden), 80, true},
	} {
		if got := w.Reaches(c.from, c.to, c.port); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// A change of rules holds at once for new connections.
func TestRulesHoldAtOnce(t *testing.T) {
	w := newWorld(t)
	web := w.group(t, "web")
	server := vpc.End{Interface: w.machine(t, "us-east-1a", web)}
	visitor := vpc.End{Outside: netip.MustParseAddr("198.51.100.1")}
	if w.Reaches(visitor, server, 80) {
		t.Error("a new group lets visitors in")
	}
	w.allow(t, web, "Ingress", "tcp 80 0.0.0.0/0")
	if !w.Reaches(visitor, server, 80) {
		t.Error("a rule does not let them in")
	}
	if err := w.call("RevokeSecurityGroupIngress", nil, `"GroupId":%q,%s`, web, permission("tcp 80 0.0.0.0/0")); err != "" || w.Reaches(visitor, server, 80) {
		t.Errorf("taken back, it still lets them in: %s", err)
	}
}

func TestSecurityGroupRefusals(t *testing.T) {
	w := newWorld(t)
	web := w.group(t, "web", "tcp 80 0.0.0.0/0")
	user := w.group(t, "user", "tcp 80 "+web)
	none := "sg-00000000000000000"
	vpcID := w.ID()
	for _, c := range []struct{ op, in, want string }{
		{"CreateSecurityGroup", `"GroupName":"web","Description":"d"`, "InvalidGroup.Duplicate: The security group 'web' already exists for VPC '" + vpcID + "'"},
		{"CreateSecurityGroup", `"GroupName":"sg-x","Description":"d"`, "InvalidParameterValue: Value (sg-x) for parameter GroupName is invalid. Group names may not be in the format sg-*."},
		{"CreateSecurityGroup", `"GroupName":"x","Description":"d","VpcId":"vpc-00000000000000000"`, "InvalidVpcID.NotFound: The vpc ID 'vpc-00000000000000000' does not exist"},
		{"AuthorizeSecurityGroupIngress", `"GroupId":"` + web + `",` + permission("tcp 80 0.0.0.0/0").String(), `InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists`},
		{"AuthorizeSecurityGroupIngress", `"GroupId":"` + none + `",` + permission("tcp 80 0.0.0.0/0").String(), "InvalidGroup.NotFound: The security group '" + none + "' does not exist"},
		{"AuthorizeSecurityGroupIngress", `"GroupId":"web",` + permission("tcp 80 0.0.0.0/0").String(), `InvalidGroupId.Malformed: Invalid id: "web" (expecting "sg-...")`},
		{"AuthorizeSecurityGroupIngress", `"GroupId":"` + web + `",` + permission("tcp 90-80 0.0.0.0/0").String(), "InvalidParameterValue: Invalid value '90:80' for portRange."},
		{"AuthorizeSecurityGroupIngress", `"GroupId":"` + web + `",` + permission("tcp 81 everywhere").String(), "InvalidParameterValue: CIDR block everywhere is malformed"},
		{"AuthorizeSecurityGroupIngress", `"GroupId":"` + web + `","IpProtocol":"tcp","CidrIp":"10.0.0.0/8"`, "InvalidParameterValue: Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange."},
		{"AuthorizeSecurityGroupIngress", `"GroupId":"` + web + `"`, "MissingParameter: The request must contain the parameter ipPermissions"},
		{"RevokeSecurityGroupIngress", `"GroupId":"` + web + `",` + permission("tcp 81 0.0.0.0/0").String(), "InvalidPermission.NotFound: The specified rule does not exist in this security group."},
		{"RevokeSecurityGroupIngress", `"GroupId":"` + web + `","SecurityGroupRuleIds":["sgr-00000000000000000"]`, "InvalidSecurityGroupRuleId.NotFound: The security group rule ID 'sgr-00000000000000000' does not exist"},
		{"DeleteSecurityGroup", `"GroupName":"default"`, "CannotDelete: the specified group: "},
		{"DeleteSecurityGroup", `"GroupId":"` + web + `"`, "DependencyViolation: resource " + web + " has a dependent object"},
		{"DeleteSecurityGroup", `"GroupId":"` + user + `"`, ""},
		{"DeleteSecurityGroup", `"GroupId":"` + web + `"`, ""},
		{"DeleteSecurityGroup", `"DryRun":false`, "MissingParameter: The request must contain the parameter groupName or groupId"},
	} {
		if got := w.call(c.op, nil, "%s", verbatim(c.in)); got != c.want && (c.want == "" || !strings.HasPrefix(got, c.want)) {
			t.Errorf("%s %s:\n got %s\nwant %s", c.op, c.in, got, c.want)
		}
	}
}

// verbatim prints as it is.
type verbatim string

func (p verbatim) String() string { return string(p) }

func TestSixtyRulesInEachDirection(t *testing.T) {
	w := newWorld(t)
	web := w.group(t, "web")
	for port := range 60 {
		w.allow(t, web, "Ingress", fmt.Sprintf("tcp %d 0.0.0.0/0", port))
	}
	const want = "RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached."
	if got := w.call("AuthorizeSecurityGroupIngress", nil, `"GroupId":%q,%s`, web, permission("tcp 60 0.0.0.0/0")); got != want {
		t.Errorf("one more: %s", got)
	}
	w.allow(t, web, "Egress", "tcp 60 10.0.0.0/8")
}

func TestElasticIPs(t *testing.T) {
	w := newWorld(t)
	machine := w.machine(t, "us-east-1a")
	var eip, second vpc.AllocateAddressOutput
	for _, out := range []*vpc.AllocateAddressOutput{&eip, &second} {
		if err := w.call("AllocateAddress", out, ""); err != "" {
			t.Fatal(err)
		}
	}
	first := machine.Public
	var made vpc.AssociateAddressOutput
	if err := w.call("AssociateAddress", &made, `"AllocationId":%q,"NetworkInterfaceId":%q`, eip.AllocationId, machine.ID); err != "" {
		t.Fatal(err)
	}
	if machine.Public.String() != eip.PublicIp || w.InterfaceAt(first) != nil {
		t.Errorf("it has %s, and %s still leads to it", machine.Public, first)
	}
	if got := w.call("ReleaseAddress", nil, `"AllocationId":%q`, eip.AllocationId); got != "InvalidIPAddress.InUse: Address "+eip.PublicIp+" is in use." {
		t.Errorf("releasing it: %s", got)
	}
	other := w.machine(t, "us-east-1b")
	if got := w.call("AssociateAddress", nil, `"AllocationId":%q,"NetworkInterfaceId":%q`, eip.AllocationId, other.ID); got != "Resource.AlreadyAssociated: resource "+eip.AllocationId+" is already associated with associate-id "+made.AssociationId {
		t.Errorf("a second association: %s", got)
	}
	if err := w.call("AssociateAddress", &made, `"AllocationId":%q,"NetworkInterfaceId":%q,"AllowReassociation":true`, eip.AllocationId, other.ID); err != "" {
		t.Fatal(err)
	}
	if got := machine.Public; !got.IsValid() || got == first || got.String() == eip.PublicIp {
		t.Errorf("the one that lost it has %s", got)
	}
	w.SetStopped(other, true)
	if err := w.call("DisassociateAddress", nil, `"AssociationId":%q`, made.AssociationId); err != "" || other.Public.IsValid() {
		t.Errorf("a stopped one that lost it has %s: %s", other.Public, err)
	}
	for range 3 {
		if err := w.call("AllocateAddress", nil, ""); err != "" {
			t.Fatal(err)
		}
	}
	if got := w.call("AllocateAddress", nil, ""); got != "AddressLimitExceeded: The maximum number of addresses has been reached." {
		t.Errorf("a sixth: %s", got)
	}
}

// A subnet of 4,096 addresses has room for 4,091 (VPC user guide).
func TestSubnetIsFull(t *testing.T) {
	w := newWorld(t)
	n := w.DefaultSubnet("us-east-1a")
	var made []*vpc.Interface
	for range 4091 {
		i, err := w.NewInterface("i", n, nil, "")
		if err != nil {
			t.Fatalf("after %d: %v", len(made), err)
		}
		made = append(made, i)
	}
	if _, err := w.NewInterface("i", n, nil, ""); err == nil || err.Code != "InsufficientFreeAddressesInSubnet" {
		t.Errorf("one more: %v", err)
	}
	if slices.ContainsFunc(made, func(i *vpc.Interface) bool {
		return i.Private.String() == "172.31.0.3" || i.Private.String() == "172.31.15.255"
	}) {
		t.Error("an address that AWS keeps was given away")
	}
	if got := w.InterfaceAt(netip.MustParseAddr("172.31.0.4")); got == nil {
		t.Error("nothing has the first address")
	}
}
