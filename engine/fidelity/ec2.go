package fidelity

// ec2Rules are the rules of instances, their types, images, keys and volumes.
func ec2Rules() []Rule {
	const (
		model = "botocore v1.43.67, ec2 2016-11-15"
		guide = "Amazon EC2 user guide, github awsdocs/amazon-ec2-user-guide @e3707c4"
		old   = "2023-05-31"
		dated = "2026-08-07"
	)
	return []Rule{
		{"ec2.states", "pending 0, running 16, shutting-down 32, terminated 48, stopping 64, stopped 80, and which follows which. A stopped instance that is terminated is terminated at once.", Exact, model + "; " + guide + ", instance lifecycle; that a stopped one needs no shutting down is an assumption", dated},
		{"ec2.durations", "Pending takes 16.4 to 16.6 s and the boot until programs run 3.2 s, for all types; stopping, shutting down, status checks, volumes and reboots take times that are assumed.", Assumption, "github brevdev/ec2-coldboot-research for launches with Amazon Linux 2023; the guide says a few minutes of stopping, and nothing of the rest", "2026-11-22"},
		{"ec2.run-instances", "A launch makes as many instances as it can from MinCount up to MaxCount, or none; without a zone or subnet all are in one zone, drawn at random. Capacity never runs out.", Simplified, model + ", RunInstances; AWS may answer InsufficientInstanceCapacity and picks a zone with room", dated},
		{"ec2.launch-templates", "Templates in versions, $Latest and $Default; a launch's own parameters win over the template's, each as a whole. A boolean that a template sets cannot be unset by the launch. What is in a template is looked at when it is launched.", Simplified, model + "; texts of NotFound as moto quotes them", dated},
		{"ec2.placement-groups", "All of a cluster group are in one zone and of types that may be in one; a spread group has at most 7 running instances in a zone, a partition group up to 7 partitions, which are not told apart. What does not fit is InsufficientInstanceCapacity.", Simplified, guide + ", placement groups; the texts are assumed", old},
		{"ec2.client-token", "A launch with a used client token answers as the first time and launches nothing; with other parameters it is IdempotentParameterMismatch. Tokens never expire.", Simplified, "EC2 API reference, ensuring idempotency; AWS may forget them once the instance is gone", "2026-11-22"},
		{"ec2.dry-run", "DryRun is answered after the check of access, before any parameter is looked at but for the model's constraints.", Assumption, model + ": DryRunOperation or UnauthorizedOperation; which parameters AWS checks before is not written down", dated},
		{"ec2.access", "What a role may do is decided by its policies for the action, on any resource; the encoded message that AWS adds to some refusals is left out.", Simplified, "EC2 API reference, error codes: UnauthorizedOperation", "2026-11-22"},
		{"ec2.constraints", "An input that breaks a range or an enum of the model is InvalidParameterValue; its text is worded as other services word it.", Assumption, "EC2 API reference, error codes; AWS's texts differ by parameter", "2026-11-22"},
		{"ec2.errors", "Codes and texts of what does not exist: instances, images, key pairs, volumes.", Exact, "github getmoto/moto, quoted texts of AWS; EC2 API reference, error codes", "2026-08-22"},
		{"ec2.malformed-ids", "An id that is not its prefix and 8 or 17 hexadecimal digits is refused as malformed.", Assumption, "EC2 API reference, error codes; the text as clients quote it, its end is assumed", "2026-11-22"},
		{"ec2.filters", "Several values of a filter are alternatives, several filters must all pass; * and ? are wildcards, and names are case-sensitive. Kinds of resources lack some of AWS's filters; those are refused as invalid.", Simplified, guide + ", list and filter your resources", old},
		{"ec2.tags", "50 tags a resource, keys up to 128 characters that do not begin with aws:, values up to 256. Tags of a launch go to instances, volumes and network interfaces.", Exact, guide + ", tag restrictions; the texts of the refusals are assumed", old},
		{"ec2.describe-instances", "Instances are listed by launch, those of a reservation together; a terminated one for an hour. Every reader sees every change at once.", Simplified, model + ": no order is promised, and reads are eventually consistent", dated},
		{"ec2.start", "Only stopped instances start, running ones stay as they are: the call succeeds. The vCPU limit counts again.", Assumption, "No source says that starting a running instance succeeds; it is what people see", "2026-11-22"},
		{"ec2.stop", "Only running instances stop, stopped ones stay as they are; one that is protected or in another state, and none is stopped.", Assumption, "DisableApiStop: " + model + "; the text of IncorrectInstanceState as in a CloudTrail record; that stopping a stopped instance succeeds is what people see", dated},
		{"ec2.state-change-notification", "Each change of state is an event on the default bus half a second later: EC2 Instance State-change Notification.", Exact, guide + ", monitor instance state changes; the delay is assumed, AWS says near real time", old},
		{"ec2.stop-keeps", "Stopping keeps id, private address, Elastic IP and volumes, and loses memory and the public address; starting brings another host.", Exact, guide + ", stop and start your instance", old},
		{"ec2.reboot", "A reboot keeps host, addresses and the billing period; the state stays running all the while.", Exact, guide + ", reboot your instance", old},
		{"ec2.terminate", "One unknown id, and none is terminated; where one is protected none of its zone is, and the request reports the failure.", Exact, model + ", TerminateInstances; the text of the refusal is assumed", dated},
		{"ec2.terminate-keeps", "Terminating deletes the volumes with DeleteOnTermination, by default those that the launch made, and detaches the others; the instance's addresses are gone.", Exact, guide + ", terminate your instance", old},
		{"ec2.hibernation", "Set at launch with an encrypted root volume and less than 150 GiB of memory; stopping takes longer by 5 s for each GiB and is billed. What was in memory is not kept.", Simplified, guide + ", hibernate your On-Demand instance; the 200 MiB/s are assumed", old},
		{"ec2.billed-states", "Billed is running, and stopping while it hibernates: by the second, at least 60 s each time.", Exact, guide + ", instance lifecycle", old},
		{"ec2.attributes", "One attribute a call. Type, user data and EBS optimisation change only while the instance is stopped, the others at any time.", Exact, guide + ", change the instance type; texts are assumed", old},
		{"ec2.status-checks", "System, instance and attached-EBS checks are initializing and then ok: nothing breaks yet. Those of instances that do not run are not-applicable.", Simplified, model + ", DescribeInstanceStatus; AWS checks every minute", dated},
		{"ec2.console-output", "The console has a few lines of the boot and of cloud-init, not a Linux kernel's hundreds; the newest 64 KB are kept.", Simplified, guide + ", instance console output", old},
		{"ec2.metadata-options", "Images with ImdsSupport v2.0 make HttpTokens required and the hop limit 2, unless the launch says otherwise.", Exact, model + ", MetadataOptions; that the hop limit is then 2: " + guide + ", configure instance metadata options", dated},
		{"ec2.instance-profile", "A role that ec2.amazonaws.com may assume has an instance profile of its own name, as the AWS console makes it; profiles by themselves are not simulated.", Simplified, "IAM user guide, using instance profiles", "2026-11-22"},
		{"ec2.public-address", "An instance of a subnet that says so, or a launch that does, gets a public address when it starts.", Exact, guide + ", instance IP addressing", old},
		{"ec2.vcpu-limits", "On-Demand vCPUs are limited by groups of types; AWS's text. The account here may run 256 of Standard and 768 of HPC, and none of the others.", Simplified, guide + ", On-Demand instance limits; the numbers are this world's: new accounts have 5 to 16 of Standard and none of G, VT and P", old},
		{"ec2.instance-types", "Two hundred real types of all families with vCPUs, memory, network, disks, accelerators; each is offered in every zone.", Simplified, "DescribeInstanceTypes for us-east-1 as github getmoto/moto 5.2.1 keeps it; AWS has more types and does not offer each everywhere", "2026-02-09"},
		{"ec2.credit-modes", "T2 spends credits in standard mode, T3, T3a and T4g in unlimited mode, unless the launch says otherwise; what credits there are is not counted yet.", Simplified, guide + ", burstable performance instances", old},
		{"ec2.images", "Amazon Linux 2023 and Ubuntu 24.04, for both architectures, owned by Amazon and Canonical; names are in their style, ids and dates made up.", Simplified, "AWS has tens of thousands of public images, and their ids change with each release", "2026-11-22"},
		{"ec2.key-pairs", "5,000 key pairs; the private key is returned once. It looks like one, and opens nothing; so do the fingerprints.", Simplified, guide + ", create key pairs", old},
		{"ec2.block-devices", "The image's root volume is gp3, what a launch adds is gp2 unless it says otherwise. The root may be larger than the image, never smaller. Instance store is not mapped.", Simplified, guide + ", block device mappings; " + model, old},
		{"ec2.volume-types", "Sizes, IOPS and throughput that volumes of each type may have; gp3 up to 64 TiB, 80,000 IOPS and 2,000 MiB/s. Ratios between them are not checked.", Simplified, model + ", CreateVolume; gp2's IOPS: EBS user guide, general purpose SSD volumes", dated},
		{"ec2.volumes", "A volume is attached to one instance of its zone; a root volume is detached only from a stopped one. Multi-attach, snapshots and resizing are not simulated.", Simplified, model + "; texts as AWS's clients quote them, some assumed", dated},
		{"ec2.volume-metering", "A volume is billed for its size, and gp3, io1 and io2 for provisioned IOPS and throughput, from its making to its deletion, whether or not it is attached.", Exact, "Amazon EBS pricing", "2026-11-22"},
	}
}
