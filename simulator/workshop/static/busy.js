// No kernel was free: try again by itself, with the same address.
setTimeout(() => location.reload(), 3000 + Math.random() * 4000);
