package fidelity

// guestRules are the rules of what runs on instances: systems, programs, faults
// and what is measured of them.
func guestRules() []Rule {
	const (
		guide = "Amazon EC2 user guide, github awsdocs/amazon-ec2-user-guide @e3707c4"
		old   = "2023-05-31"
		today = "2026-11-23"
	)
	return []Rule{
		{"ec2.user-data", "A script that begins with #! runs as root at the first boot only, and cloud-config's packages, write_files and runcmd do; the output goes to the console and to /var/log/cloud-init-output.log. The shell is bash's language without jobs, traps and arrays, with the commands that set up a server; a script runs 10,000 commands at most.", Simplified, guide + ", run commands on your Linux instance at launch", old},
		{"ec2.metadata", "The metadata service at 169.254.169.254 answers with the commonest paths; version 2 wants a token that PUT gives for 1 to 21,600 s, and answers 401 without one where HttpTokens is required. The hop limit plays no part.", Simplified, guide + ", instance metadata and user data, use IMDSv2", old},
		{"ec2.metrics", "CPUUtilization, NetworkIn and NetworkOut each 5 minutes, each minute with detailed monitoring, also for the Auto Scaling group; status checks of each minute, those that pass together when a period is over; credit usage, balance and surplus each period. Disk and packet metrics are left out.", Simplified, guide + ", list the available CloudWatch metrics for your instances", old},
		{"ec2.credit-throttle", "A standard instance that runs short of credits computes, minute by minute, as fast as what it has left and earns lets it: at its baseline when nothing is left. AWS lowers it gradually over 15 minutes.", Simplified, guide + ", standard mode for burstable performance instances", old},
		{"ec2.shutdown-behavior", "shutdown and poweroff from within stop the instance or terminate it, as its shutdown behaviour says; reboot begins the system anew, halt leaves the instance running without one.", Exact, guide + ", stop and start your instance; terminate your instance", old},
		{"ec2.ssh", "ssh runs one command. It waits 127 s where no rule lets port 22 through, and lets in who shows the private key of the instance's key pair as the image's user.", Simplified, guide + ", connect to your Linux instance using SSH; tcp(7)", today},
		{"ec2.faults", "A zone that is lost answers nobody and takes no launches (InsufficientInstanceCapacity); its instances keep the state running, and their status checks fail after 1 to 2 minutes. What was under way there is never answered. When the fault ends they boot anew. What AWS answers during an outage differs by outage.", Assumption, guide + ", status checks for your instances; AWS Fault Isolation Boundaries (whitepaper)", today},
		{"guest.modelled-server", "A server as distributions: a request computes and then waits, holding one of its workers; others wait in a backlog of 4,096 (net.core.somaxconn), further connections are refused. It answers 500 when the disk is full.", Simplified, "Linux, ip-sysctl; a model, not a program", today},
		{"guest.static-servers", "nginx and httpd answer with files of their folders, at 0.1 ms of a vCPU each; python3 -m http.server at 1 ms. Of nginx's configuration only the first listen and root count.", Assumption, "https://nginx.org/en/docs/; the CPU times are assumed", today},
		{"guest.node", "A Node.js program is one thread: it computes on one vCPU at the sandbox's speed, and requests that come meanwhile wait. node:http has servers and, by way of fetch, clients.", Simplified, "https://nodejs.org/api/http.html; see lambda.cpu-time for the speed", today},
		{"guest.out-of-memory", "When processes hold more than the memory left by the system (150 MB, assumed), the kernel kills the one that holds most; there is no swap.", Simplified, "Linux, Documentation/mm/oom; Amazon Linux 2023 has no swap by default", today},
		{"guest.systemd", "Units with ExecStart, Restart, RestartSec, WorkingDirectory and Environment; a service is started again after 100 ms as Restart says, and given up at the sixth start within 10 s.", Simplified, "systemd.service(5), systemd-system.conf(5), systemd 252", today},
		{"guest.packages", "dnf knows nginx, httpd, nodejs, git, jq and htop; it takes 3 s and 2 s a package (assumed), and needs no network. All images behave as Amazon Linux 2023.", Simplified, "https://docs.aws.amazon.com/linux/al2023/", today},
		{"vpc.patience", "Who connects to what never answers gives up after 127 s (six attempts), and who waits on a connection whose other end is gone after 924.6 s, as Linux does; curl says so in its own words.", Exact, "tcp(7): tcp_syn_retries, tcp_retries2; curl 8.7.1, lib/connect.c", today},
	}
}
