package enginetest

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
)

const imageID = "ami-0abcdef1234567890"

// machine is one of the ids of EC2's resources that a world gives out first.
// Each kind of resource has its own stream of randomness, so no other call
// moves them.
func (g *generator) machine(prefix string) string {
	if g.machines == nil {
		g.machines = machineIDs(g.seed)
	}
	pool := g.machines[prefix]
	return pool[min(g.r.IntN(len(pool)), g.r.IntN(len(pool)))] // the first most often
}

// machineIDs are those ids, by their prefixes.
func machineIDs(seed uint64) map[string][]string {
	g := &generator{w: engine.New(engine.Config{Seed: seed})}
	for i := range 3 {
		g.ec2(0, "CreateSecurityGroup", `"GroupName":"g%d","Description":"d"`, i)
		g.ec2(0, "CreateKeyPair", `"KeyName":"k%d"`, i)
		g.ec2(0, "CreateVolume", `"AvailabilityZone":"us-east-1a","Size":1`)
		g.ec2(0, "AllocateAddress", "")
	}
	g.ec2(0, "RunInstances", `"ImageId":%q,"InstanceType":"t3.micro","MinCount":3,"MaxCount":3`, imageID)
	for _, op := range []string{"DescribeVpcs", "DescribeSubnets", "DescribeSecurityGroups", "DescribeSecurityGroupRules", "DescribeKeyPairs", "DescribeVolumes", "DescribeAddresses", "DescribeInstances"} {
		g.ec2(0, op, "")
	}
	out := map[string][]string{}
	for _, step := range g.steps {
		collect(aws.Tree(g.w.Do(step.Call).Out), out)
	}
	g.steps = nil
	g.ec2(0, "RequestSpotInstances", `"LaunchSpecification":{"ImageId":%q,"InstanceType":"t3.micro"},"InstanceCount":2`, imageID)
	collect(aws.Tree(g.w.Do(g.steps[0].Call).Out), out)
	// Snapshots and associations are made by calls that name what is there.
	g.steps = nil
	for i := range 2 {
		g.ec2(0, "CreateSnapshot", `"VolumeId":%q`, out["vol"][i])
		collect(aws.Tree(g.w.Do(g.steps[2*i].Call).Out), out)
		g.ec2(0, "AssociateAddress", `"AllocationId":%q,"InstanceId":%q`, out["eipalloc"][i], out["i"][i])
		collect(aws.Tree(g.w.Do(g.steps[2*i+1].Call).Out), out)
	}
	g.steps = nil
	for i := range 2 {
		g.ec2(0, "CopyImage", `"SourceImageId":%q,"SourceRegion":"us-east-1","Name":"copy%d"`, imageID, i)
		collect(aws.Tree(g.w.Do(g.steps[i].Call).Out), out)
	}
	g.steps = nil
	for i := range 2 {
		g.ec2(0, "CreateCapacityReservation", `"InstanceType":"m5.large","InstancePlatform":"Linux/UNIX","AvailabilityZone":"us-east-1a","InstanceCount":1`)
		collect(aws.Tree(g.w.Do(g.steps[i].Call).Out), out)
	}
	return out
}

// collect gathers what looks like an id, by its prefix, in the order in which
// an answer has it.
func collect(v any, out map[string][]string) {
	switch v := v.(type) {
	case aws.Object:
		for _, f := range v {
			collect(f.Value, out)
		}
	case []any:
		for _, e := range v {
			collect(e, out)
		}
	case string:
		switch a, err := netip.ParseAddr(v); {
		case err == nil && a.Is4() && a.As4()[0] == 198 && !slices.Contains(out["ip"], v):
			out["ip"] = append(out["ip"], v)
		case strings.HasPrefix(v, "-----BEGIN"):
			out["key"] = append(out["key"], v)
		}
		if prefix, ok := idPrefix(v); ok && !slices.Contains(out[prefix], v) {
			out[prefix] = append(out[prefix], v)
		}
	}
}

// idPrefix is "i" of "i-0123456789abcdef0".
func idPrefix(id string) (prefix string, ok bool) {
	if len(id) == len("sir-01234567") && strings.HasPrefix(id, "sir-") {
		return "sir", true
	}
	at := len(id) - 18
	return id[:max(at, 0)], at > 0 && id[at] == '-' && id[at+1] == '0'
}

// ec2 adds a call of the EC2 API; members are those of its input, as JSON.
func (g *generator) ec2(wait time.Duration, op, members string, args ...any) {
	g.add(wait, "ec2."+op, "{"+fmt.Sprintf(members, args...)+"}")
}

// launched takes an instance through its life.
func (g *generator) launched() {
	types := []string{"t3.micro", "t4g.small", "m5.large", "c7i.xlarge", "p5.48xlarge"}
	g.ec2(pause(g.r), "CreateKeyPair", `"KeyName":"k"`)
	g.ec2(0, "RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":1,"MaxCount":%d,"KeyName":"k","ClientToken":"t%d",`+
		`"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"web"}]}],"UserData":"IyEvYmluL3No"`,
		imageID, types[g.r.IntN(len(types))], 1+g.r.IntN(3), g.r.IntN(4))
	do := func(wait time.Duration, op, more string) {
		g.ec2(wait, op, `"InstanceIds":[%q]%s`, g.machine("i"), more)
	}
	one := func(op, more string) { g.ec2(0, op, `"InstanceId":%q%s`, g.machine("i"), more) }
	do(time.Duration(g.r.IntN(40))*time.Second, "RebootInstances", "")
	one("GetConsoleOutput", "")
	one("DescribeInstanceAttribute", `,"Attribute":"userData"`)
	one("ModifyInstanceAttribute", `,"DisableApiTermination":{"Value":false}`)
	one("ModifyInstanceMetadataOptions", `,"HttpTokens":"optional"`)
	do(0, "DescribeInstances", "")
	do(time.Duration(g.r.IntN(200))*time.Second, "DescribeInstanceStatus", "")
	g.ec2(0, "DescribeInstances", `"Filters":[{"Name":"tag:Name","Values":["w*"]}]`)
	do(time.Duration(g.r.IntN(60))*time.Second, "StopInstances", "")
	one("ModifyInstanceAttribute", `,"InstanceType":{"Value":"m5.xlarge"}`)
	do(time.Duration(g.r.IntN(200))*time.Second, "StartInstances", "")
	g.ec2(0, "CreateTags", `"Resources":[%q],"Tags":[{"Key":"k","Value":"v"}]`, g.machine("i"))
	g.ec2(0, "DeleteTags", `"Resources":[%q],"Tags":[{"Key":"k"}]`, g.machine("i"))
	g.ec2(0, "DescribeTags", "")
	g.ec2(0, "DescribeKeyPairs", `"KeyNames":["k"]`)
	if g.r.IntN(2) == 0 {
		do(time.Duration(g.r.IntN(60))*time.Second, "TerminateInstances", "")
		g.ec2(0, "DeleteKeyPair", `"KeyName":"k"`)
	}
}

// stored attaches volumes and takes them away.
func (g *generator) stored() {
	kind := []string{"gp3", "gp2", "st1", "io2"}[g.r.IntN(4)]
	wait := pause(g.r)
	for range 2 {
		g.ec2(wait, "CreateVolume", `"AvailabilityZone":"us-east-1a","Size":%d,"VolumeType":%q`, 1+g.r.IntN(200), kind)
		wait = 0
	}
	g.ec2(0, "RunInstances", `"ImageId":%q,"InstanceType":"t3.micro","MinCount":1,"MaxCount":1,"Placement":{"AvailabilityZone":"us-east-1a"}`, imageID)
	g.ec2(0, "CreateSnapshot", `"VolumeId":%q`, g.machine("vol"))
	g.ec2(0, "DescribeSnapshots", "")
	g.ec2(pause(g.r), "CreateVolume", `"AvailabilityZone":"us-east-1a","SnapshotId":%q,"VolumeType":"gp3"`, g.machine("snap"))
	for range g.r.IntN(4) {
		g.ec2(0, "DeleteSnapshot", `"SnapshotId":%q`, g.machine("snap"))
	}
	for _, id := range []string{g.machine("vol"), g.machine("vol")} {
		soon := func() time.Duration { return time.Duration(2+g.r.IntN(9)) * time.Second }
		g.ec2(soon(), "AttachVolume", `"VolumeId":%q,"InstanceId":%q,"Device":"/dev/sd%c"`, id, g.machine("i"), 'f'+rune(g.r.IntN(3)))
		g.ec2(0, "DescribeVolumes", "")
		g.ec2(soon(), "DetachVolume", `"VolumeId":%q`, id)
		g.ec2(soon(), "DeleteVolume", `"VolumeId":%q`, id)
	}
}

// guarded gives security groups rules and takes them back.
func (g *generator) guarded() {
	g.ec2(pause(g.r), "CreateSecurityGroup", `"GroupName":"web","Description":"d"`)
	sg := g.machine("sg")
	port := 20 + g.r.IntN(5)
	rule := fmt.Sprintf(`"IpPermissions":[{"IpProtocol":"tcp","FromPort":%d,"ToPort":%d,"IpRanges":[{"CidrIp":"0.0.0.0/0"}],"UserIdGroupPairs":[{"GroupId":%q}]}]`, port, port, sg)
	for _, op := range []string{"AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "DescribeSecurityGroups", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"} {
		if op == "DescribeSecurityGroups" {
			g.ec2(0, op, `"GroupIds":[%q]`, sg)
			continue
		}
		g.ec2(0, op, `"GroupId":%q,%s`, sg, rule)
	}
	g.ec2(0, "DescribeSecurityGroupRules", "")
	g.ec2(0, "DeleteSecurityGroup", `"GroupName":"web"`)
	g.ec2(0, "DescribeSubnets", "")
	g.ec2(0, "DescribeVpcs", "")
	g.ec2(0, "DescribeAvailabilityZones", "")
	g.ec2(0, "ModifySubnetAttribute", `"SubnetId":%q,"MapPublicIpOnLaunch":{"Value":%v}`, g.machine("subnet"), g.r.IntN(3) > 0)
}

// addressed moves an Elastic IP about.
func (g *generator) addressed() {
	g.ec2(pause(g.r), "RunInstances", `"ImageId":%q,"InstanceType":"t3.nano","MinCount":1,"MaxCount":1`, imageID)
	g.ec2(0, "AllocateAddress", "")
	for range 2 {
		g.ec2(time.Duration(g.r.IntN(30))*time.Second, "AssociateAddress", `"AllocationId":%q,"InstanceId":%q,"AllowReassociation":%v`, g.machine("eipalloc"), g.machine("i"), g.r.IntN(2) == 0)
	}
	g.ec2(0, "DescribeAddresses", "")
	g.ec2(time.Duration(g.r.IntN(60))*time.Second, "DisassociateAddress", `"AssociationId":%q`, g.machine("eipassoc"))
	g.ec2(0, "ReleaseAddress", `"AllocationId":%q`, g.machine("eipalloc"))
}

// templated launches from a template.
func (g *generator) templated() {
	g.ec2(pause(g.r), "CreateLaunchTemplate", `"LaunchTemplateName":"web","LaunchTemplateData":{"ImageId":%q,"InstanceType":"t3.micro"}`, imageID)
	g.ec2(0, "CreateLaunchTemplateVersion", `"LaunchTemplateName":"web","SourceVersion":"1","LaunchTemplateData":{"InstanceType":"t3.small"}`)
	g.ec2(0, "RunInstances", `"LaunchTemplate":{"LaunchTemplateName":"web","Version":%q},"MinCount":1,"MaxCount":2`, []string{"$Latest", "$Default", "3"}[g.r.IntN(3)])
	g.ec2(0, "ModifyLaunchTemplate", `"LaunchTemplateName":"web","DefaultVersion":"2"`)
	g.ec2(0, "DescribeLaunchTemplates", `"LaunchTemplateNames":["web"]`)
	g.ec2(0, "DescribeLaunchTemplateVersions", `"LaunchTemplateName":"web"`)
	if g.r.IntN(2) == 0 {
		g.ec2(0, "DeleteLaunchTemplate", `"LaunchTemplateName":"web"`)
	}
}

// placed launches into a placement group.
func (g *generator) placed() {
	g.ec2(pause(g.r), "CreatePlacementGroup", `"GroupName":"near","Strategy":%q`, []string{"cluster", "spread", "partition"}[g.r.IntN(3)])
	g.ec2(0, "RunInstances", `"ImageId":%q,"InstanceType":"m5.large","MinCount":1,"MaxCount":9,"Placement":{"GroupName":"near"}`, imageID)
	g.ec2(0, "DescribePlacementGroups", "")
	g.ec2(0, "DescribeNetworkInterfaces", "")
	g.ec2(0, "CreatePlacementGroup", `"GroupName":"far"`)
	g.ec2(0, "DeletePlacementGroup", `"GroupName":"far"`)
}

// credited changes how burstable instances spend credits.
func (g *generator) credited() {
	g.ec2(pause(g.r), "RunInstances", `"ImageId":%q,"InstanceType":"t3.micro","MinCount":1,"MaxCount":1`, imageID)
	id := g.machine("i")
	g.ec2(pause(g.r), "ModifyInstanceCreditSpecification", `"InstanceCreditSpecifications":[{"InstanceId":%q,"CpuCredits":"standard"}]`, id)
	g.ec2(0, "DescribeInstanceCreditSpecifications", `"InstanceIds":[%q]`, id)
}

// offered asks what there is to launch.
func (g *generator) offered() {
	g.ec2(0, "DescribeInstanceTypes", `"Filters":[{"Name":"vcpu-info.default-vcpus","Values":["%d"]}]`, 2<<g.r.IntN(5))
	g.ec2(0, "DescribeInstanceTypeOfferings", `"LocationType":"availability-zone"`)
	g.ec2(0, "DescribeImages", `"Owners":["amazon"]`)
}

// servers are user data of all kinds of programs.
var servers = []string{
	"#!/bin/bash\nserve cpu=exp:30ms wait=10ms workers=2 memory=80MB errors=10% health=/health &\n",
	"#!/bin/bash\nserve cpu=2s request=90MB memory=300MB --port 80 &\nsleep 20; pkill serve; nginx || dnf install -y nginx && systemctl enable --now nginx\n",
	"#!/bin/bash\nset -e\ndnf install -y nodejs\ncat > /srv/app.js <<'EOF'\nlet n = 0; require('http').createServer(async (q, r) => { if (++n > 3) throw new Error('enough'); await new Promise((f) => setTimeout(f, 500)); r.end('n' + n) }).listen(80);\nEOF\n" +
		"printf '[Service]\\nExecStart=/usr/bin/node /srv/app.js\\nRestart=always\\n' > /etc/systemd/system/app.service\nsystemctl enable --now app\n",
	"#cloud-config\npackages: [httpd]\nruncmd:\n  - systemctl start httpd\n  - curl -s localhost > /tmp/page\n",
	"#!/bin/bash\nwhile true; do curl -s -m 2 http://172.31.0.10/; sleep 7; done\n",
}

// hosted puts programs on instances, asks them, looks into them and breaks what
// is under them.
func (g *generator) hosted() {
	g.ec2(pause(g.r), "CreateKeyPair", `"KeyName":"k0"`)
	for _, port := range []int{22, 80} {
		g.ec2(0, "AuthorizeSecurityGroupIngress", `"GroupName":"default","IpProtocol":"tcp","FromPort":%d,"ToPort":%[1]d,"CidrIp":"0.0.0.0/0"`, port)
	}
	data := base64.StdEncoding.EncodeToString([]byte(servers[g.r.IntN(len(servers))]))
	g.ec2(0, "RunInstances", `"ImageId":%q,"InstanceType":"t3.micro","MinCount":1,"MaxCount":2,"KeyName":"k0","UserData":%q,"CreditSpecification":{"CpuCredits":%q}`, imageID, data, []string{"standard", "unlimited"}[g.r.IntN(2)])
	wait := time.Duration(20+g.r.IntN(30)) * time.Second
	for range 2 + g.r.IntN(6) {
		g.add(wait, "http.Request", fmt.Sprintf(`{"Method":"GET","SourceIP":"203.0.113.10","URL":"http://%s/%s","MaxTimeMs":%d}`, g.machine("ip"), []string{"", "health", "a?b=1"}[g.r.IntN(3)], g.r.IntN(2)*3000))
		wait = time.Duration(g.r.IntN(900)) * time.Millisecond
	}
	command := []string{"uptime; free -m; df -h; ps", "systemctl status app; journalctl -n 5", "stress --cpu 4 --timeout 90", "sudo reboot", "fallocate -l 9G /big; df", "sudo poweroff", "curl -s 169.254.169.254/latest/meta-data/"}[g.r.IntN(7)]
	for range 3 {
		g.add(wait, "ssh.Run", fmt.Sprintf(`{"Host":%q,"User":"ec2-user","Command":%q,"Key":%q}`, g.machine("ip"), command, g.machine("key")))
	}
	fault := []string{`"Kind":"zone","Target":"us-east-1a"`, `"Kind":"zone","Target":"us-east-1b","DurationSeconds":300`, fmt.Sprintf(`"Kind":"host","Target":%q,"DurationSeconds":60`, g.machine("i")),
		fmt.Sprintf(`"Kind":"disk","Target":%q`, g.machine("i")), fmt.Sprintf(`"Kind":"memory","Target":%q,"MiBPerMinute":600`, g.machine("i"))}[g.r.IntN(5)]
	g.add(time.Duration(g.r.IntN(60))*time.Second, "fault.Inject", "{"+fault+"}")
	g.add(0, "http.Request", fmt.Sprintf(`{"URL":"http://%s/","MaxTimeMs":4000}`, g.machine("ip")))
	g.add(0, "fault.Describe", "{}")
	if g.r.IntN(2) == 0 {
		g.add(time.Duration(g.r.IntN(200))*time.Second, "fault.Clear", "{}")
	}
}
