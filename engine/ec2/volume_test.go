package ec2_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// What volumes of each type may be (facts 5).
func TestVolumeLimits(t *testing.T) {
	for in, want := range map[string]string{
		`"Size":1,"VolumeType":"gp3"`:                                    "3000 125",
		`"Size":65536,"VolumeType":"gp3","Iops":80000,"Throughput":2000`: "80000 2000",
		`"Size":100`:   "300",
		`"Size":1`:     "100",
		`"Size":16384`: "16000",
		`"Size":4,"VolumeType":"io2","Iops":256000`: "256000",
		`"Size":125,"VolumeType":"st1"`:             "",
		`"Size":65537,"VolumeType":"gp3"`:           "InvalidParameterValue: Volume of 65537GiB is too large for volume type gp3; maximum is 65536GiB.",
		`"Size":124,"VolumeType":"sc1"`:             "InvalidParameterValue: Volume of 124GiB is too small for volume type sc1; minimum is 125GiB.",
		`"Size":10,"VolumeType":"gp3","Iops":80001`: "InvalidParameterValue: Volume iops of 80001 is too high; maximum is 80000.",
		`"Size":10,"VolumeType":"gp3","Iops":2999`:  "InvalidParameterValue: Volume iops of 2999 is too low; minimum is 3000.",
		`"Size":10,"Iops":3000`:                     "InvalidParameterCombination: The parameter iops is not supported for gp2 volumes.",
		`"Size":10,"Throughput":125`:                "InvalidParameterCombination: The parameter throughput is not supported for gp2 volumes.",
		`"Size":10,"VolumeType":"io1"`:              "MissingParameter: The request must contain the parameter iops",
		`"VolumeType":"gp3"`:                        "MissingParameter: The request must contain the parameter size/snapshot",
		`"Size":10,"VolumeType":"standard"`:         "InvalidParameterValue: skylab does not simulate volumes of the type standard",
	} {
		w := newWorld(t)
		out, got := w.do("CreateVolume", `"AvailabilityZone":"us-east-1a",%s`, jsonOf(in))
		if got == "" {
			got = strings.Join(append(texts(out, "Iops"), texts(out, "Throughput")...), " ")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestVolumesOnInstances(t *testing.T) {
	w := newWorld(t)
	const zone = `,"Placement":{"AvailabilityZone":"us-east-1a"}`
	id := w.running(t, "t3.micro", zone)
	make := func(zone string) string {
		return texts(w.must(t, "CreateVolume", `"AvailabilityZone":%q,"Size":1`, zone), "VolumeId")[0]
	}
	vol, far := make("us-east-1a"), make("us-east-1b")
	attach := func(vol, device string) string {
		return w.refused("AttachVolume", `"VolumeId":%q,"InstanceId":%q,"Device":%q`, vol, id, device)
	}
	if got := attach(vol, "/dev/sdf"); got != "IncorrectState: Volume '"+vol+"' is not 'available'." {
		t.Errorf("while it is made: %s", got)
	}
	w.wait(10 * time.Second)
	for _, c := range []struct{ vol, device, want string }{
		{far, "/dev/sdf", "InvalidVolume.ZoneMismatch: The volume '" + far + "' is not in the same availability zone as instance '" + id + "'"},
		{vol, "/dev/xvda", "InvalidParameterValue: Invalid value '/dev/xvda' for unixDevice. Attachment point /dev/xvda is already in use"},
		{vol, "sdf", "InvalidParameterValue: Value (sdf) for parameter device is invalid. sdf is not a valid EBS device name."},
		{vol, "/dev/sdf", ""},
		{vol, "/dev/sdg", "VolumeInUse: " + vol + " is already attached to an instance"},
	} {
		if got := attach(c.vol, c.device); got != c.want {
			t.Errorf("%s as %s: %s", c.vol, c.device, got)
		}
	}
	if got := w.refused("DeleteVolume", `"VolumeId":%q`, vol); got != "VolumeInUse: Volume "+vol+" is currently attached to "+id {
		t.Errorf("deleting it: %s", got)
	}
	root := w.see(t, id, "BlockDeviceMappings[].Ebs.VolumeId")
	root, _, _ = strings.Cut(root, " ")
	if got := w.refused("DetachVolume", `"VolumeId":%q`, root); got != "OperationNotPermitted: Unable to detach root volume '"+root+"' from instance '"+id+"'" {
		t.Errorf("the root of a running instance: %s", got)
	}
	w.wait(5 * time.Second)
	w.must(t, "DetachVolume", `"VolumeId":%q`, vol)
	w.wait(10 * time.Second)
	w.must(t, "DeleteVolume", `"VolumeId":%q`, vol)
	if got := w.refused("DescribeVolumes", `"VolumeIds":[%q]`, vol); got != "InvalidVolume.NotFound: The volume '"+vol+"' does not exist." {
		t.Errorf("a deleted volume: %s", got)
	}
}

// A volume that is to stay when its instance is terminated can be attached to
// another, also where it was being detached.
func TestVolumeOutlivesItsInstance(t *testing.T) {
	w := newWorld(t)
	const zone = `,"Placement":{"AvailabilityZone":"us-east-1a"}`
	id := w.running(t, "t3.micro", zone+`,"BlockDeviceMappings":[{"DeviceName":"/dev/sdf","Ebs":{"VolumeSize":2,"DeleteOnTermination":false}}]`)
	vol := texts(w.must(t, "DescribeVolumes", `"Filters":[{"Name":"size","Values":["2"]}]`), "Volumes[].VolumeId")[0]
	w.must(t, "StopInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
	w.must(t, "DetachVolume", `"VolumeId":%q`, vol)
	w.must(t, "TerminateInstances", `"InstanceIds":[%q]`, id)
	other := w.running(t, "t3.micro", zone)
	w.must(t, "AttachVolume", `"VolumeId":%q,"InstanceId":%q,"Device":"/dev/sdf"`, vol, other)
	w.wait(time.Minute)
	if got := fmt.Sprint(texts(w.must(t, "DescribeVolumes", `"VolumeIds":[%q]`, vol), "Volumes[].Attachments[].InstanceId")); got != "["+other+"]" {
		t.Errorf("it is on %s", got)
	}
}

func TestSnapshots(t *testing.T) {
	w := newWorld(t)
	vol := texts(w.must(t, "CreateVolume", `"AvailabilityZone":"us-east-1a","Size":10,"Encrypted":true`), "VolumeId")[0]
	snap := texts(w.must(t, "CreateSnapshot", `"VolumeId":%q`, vol), "SnapshotId")[0]
	restore := func(size string) string {
		out, err := w.do("CreateVolume", `"AvailabilityZone":"us-east-1b","SnapshotId":%q%s`, snap, jsonOf(size))
		return err + strings.Join(append(texts(out, "Size"), texts(out, "Encrypted")...), " ")
	}
	if got := restore(""); got != "IncorrectState: Snapshot is in invalid state - pending" {
		t.Errorf("while it is made: %s", got)
	}
	w.wait(time.Minute)
	w.must(t, "DeleteVolume", `"VolumeId":%q`, vol)
	for size, want := range map[string]string{"": "10 true", `,"Size":20`: "20 true", `,"Size":9`: "InvalidParameterValue: Volume size 9GiB is smaller than the snapshot's, 10GiB."} {
		if got := restore(size); got != want {
			t.Errorf("with %q: %s", size, got)
		}
	}
	w.must(t, "DeleteSnapshot", `"SnapshotId":%q`, snap)
	if got := restore(""); got != "InvalidSnapshot.NotFound: The snapshot '"+snap+"' does not exist." {
		t.Errorf("a deleted one: %s", got)
	}
	if used := w.used("EBS:SnapshotUsage"); used == 0 {
		t.Error("it was free")
	}
}
