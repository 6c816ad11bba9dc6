# Shown at every login: what this machine has.
lsblk -o NAME,SIZE,MODEL,FSTYPE 2>/dev/null
