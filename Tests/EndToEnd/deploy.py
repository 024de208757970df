"""An administrator reads Deploy: units, manifests and the container's recipe agree with the program and each other."""

import glob
import os
import re
import subprocess
import sys

import yaml

from support.workbench import PROJECT, Workbench, check, finish

DEPLOY = os.path.join(PROJECT, "Deploy")


def text(*parts):
    with open(os.path.join(DEPLOY, *parts)) as file:
        return file.read()


def settings_of(unit):
    """The lines of a unit that say something."""
    return [line for line in unit.splitlines() if line and not line.startswith("#")]


def template_unit():
    """The unit for one employer of several is the unit for one, but for the names."""
    one = settings_of(text("systemd", "doorstroom.service"))
    many = settings_of(text("systemd", "doorstroom@.service"))
    check(len(one) == len(many), "both units have the same settings")
    for ours, theirs in zip(one, many):
        named = re.sub(r"\bdoorstroom-%i\b", "doorstroom", theirs).replace("Doorstroom for %i:", "Doorstroom:")
        check(named == ours, f"the template says {theirs!r} where the unit says {ours!r}")
    for name in ("User", "Group", "StateDirectory", "ConfigurationDirectory"):
        check(f"{name}=doorstroom-%i" in many, f"{name} is each employer's own")


def no_core_dumps():
    """Every unit forbids them: memory holds personal data and secrets."""
    units = [name for name in os.listdir(os.path.join(DEPLOY, "systemd")) if name.endswith(".service")]
    check(len(units) >= 4, f"there are units: {units}")
    for unit in units:
        check("LimitCORE=0" in settings_of(text("systemd", unit)), f"{unit} forbids core dumps")


def every_yaml_parses():
    files = glob.glob(os.path.join(DEPLOY, "**", "*.yaml"), recursive=True)
    check(len(files) >= 2, "there are YAML files")
    for path in files:
        with open(path) as file:
            check(all(document for document in yaml.safe_load_all(file)), f"{path} parses")


def probe(container, name, path, ports):
    get = container[name]["httpGet"]
    check(get["path"] == path, f"{name} asks {path}")
    check(get["port"] in ports, f"{name} asks a port that the container has")


def manifests(program):
    found = {document["kind"]: document for document in yaml.safe_load_all(text("kubernetes", "doorstroom.yaml"))}
    check(set(found) == {"ConfigMap", "Service", "StatefulSet", "NetworkPolicy"}, f"the kinds are {sorted(found)}")
    stateful = found["StatefulSet"]["spec"]
    pod = stateful["template"]["spec"]
    [container] = pod["containers"]
    labels = stateful["template"]["metadata"]["labels"].items()
    check(stateful["replicas"] == 1, "one replica: one process owns the database")
    check(stateful["serviceName"] == found["Service"]["metadata"]["name"], "the set's service is there")
    for selector in (stateful["selector"]["matchLabels"], found["Service"]["spec"]["selector"],
                     found["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"]):
        check(selector.items() <= labels, "every selector finds the pod")

    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    probe(container, "startupProbe", "/healthz", ports)
    probe(container, "livenessProbe", "/healthz", ports)
    probe(container, "readinessProbe", "/readyz", ports)
    for port in found["Service"]["spec"]["ports"]:
        check(ports[port["targetPort"]] == port["port"], "the service names the container's ports")

    check(pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault",
          "the pod runs without root, under seccomp")
    check(pod["automountServiceAccountToken"] is False, "the pod holds no token of the cluster")
    own = container["securityContext"]
    check(own["readOnlyRootFilesystem"] and own["allowPrivilegeEscalation"] is False, "nothing is gained or written")
    check(own["capabilities"]["drop"] == ["ALL"], "every capability is dropped")

    volumes = {volume["name"] for volume in pod["volumes"]}
    volumes |= {claim["metadata"]["name"] for claim in stateful["volumeClaimTemplates"]}
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    check(set(mounts) == volumes, "every volume is mounted, and every mount has its volume")

    recipe = text("container", "Dockerfile")
    user = pod["securityContext"]["runAsUser"]
    check(all(words in recipe for words in (f"USER {user}:{user}", f"--uid {user}", f"--gid {user}")),
          "image and pod have one user and group")
    configured(program, found["ConfigMap"]["data"]["doorstroom.yaml"], container, mounts, ports)


def configured(program, written, container, mounts, ports):
    """The configuration is one that the program takes, once its paths lie in a scratch folder."""
    settings = yaml.safe_load(written)
    check(settings["console"]["port"] == ports["http"] and settings["metrics"]["port"] == ports["metrics"],
          "the configuration listens where the container says")
    check(container["args"][-1] == os.path.join(mounts["configuration"], "doorstroom.yaml"), "the daemon reads it")
    for path in (settings["storage"]["path"], settings["intake"]["inbox"]):
        check(path.startswith(mounts["data"] + "/"), f"{path} lies on the volume")
    with Workbench(program) as bench:
        secret = bench.add_partner("werkcentrum", 9)
        bench.write_private("werkcentrum.secret", secret + "\n")
        moved = written.replace(mounts["secrets"], bench.folder).replace(mounts["data"], bench.path("data"))
        check(mounts["secrets"] not in moved, "every secret comes from the mounted one")
        with open(bench.config, "w") as file:
            file.write(moved)
        said = bench.run("check")
        check("valid" in said and "1 configured" in said, f"the configuration is valid: {said}")


def runtime_packages(program):
    """What the program is linked with is installed in the image."""
    recipe = text("container", "Dockerfile").split("\nFROM ")[-1]
    always = {"libc6", "libgcc-s1", "zlib1g"}
    needed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    direct = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
    for library in re.findall(r"\(NEEDED\).*\[(.+)\]", direct):
        path = re.search(rf"^\s*{re.escape(library)} => (\S+)", needed, re.M)
        if not path:
            continue
        owner = subprocess.run(["dpkg", "-S", os.path.realpath(path[1])], capture_output=True, text=True).stdout
        package = owner.split(":")[0]
        # Those of the toolchain belong to no package; a release is linked with them statically.
        check(not package or package in always or package in recipe.split(), f"the image lacks {package} for {library}")


def main(program):
    program = os.path.abspath(program)
    template_unit()
    no_core_dumps()
    every_yaml_parses()
    manifests(program)
    runtime_packages(program)
    finish()


if __name__ == "__main__":
    main(sys.argv[1])
